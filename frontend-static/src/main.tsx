import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { isPassing } from "./api/problem";
import { App } from "./app/app";
import { Boundary } from "./app/boundary";
import { speak, stored } from "./api/http";
import { firstLanguage, I18nProvider } from "./i18n";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/kit.css";
import "./styles/forms.css";
import "./styles/signs.css";
import "./styles/shell.css";

speak(firstLanguage());
if (stored.get("contrast") === "more") document.documentElement.dataset.contrast = "more";

const client = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: "offlineFirst",
      staleTime: 5_000,
      retry: (count, error) => isPassing(error) && count < 2,
    },
    mutations: { networkMode: "always" },
  },
});

createRoot(document.getElementById("root")!).render(
  <QueryClientProvider client={client}>
    <I18nProvider>
      <Boundary>
        <App />
      </Boundary>
    </I18nProvider>
  </QueryClientProvider>,
);
