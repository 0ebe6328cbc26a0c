// The whole way from the text of openapi.yaml to the text of contract.c.
import { readCatalogue } from "./catalogue.mjs";
import { loadDocument } from "./document.mjs";
import { emitContract } from "./emit.mjs";
import { readOperations } from "./operations.mjs";
import { readRoutes } from "./routes.mjs";

export const compile = (text) => {
  const document = loadDocument(text);
  const operations = readOperations(document);
  const routes = readRoutes(operations);
  const catalogue = readCatalogue(document);
  return {
    c: emitContract({ operations, routes, ...catalogue }),
    json: `${JSON.stringify(document, null, 1)}\n`,
  };
};
