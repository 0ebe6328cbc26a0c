import type { Catalogue } from "../vi";
import { common } from "./common";
import { home } from "./home";
import { plans } from "./plans";
import { progress } from "./progress";
import { report } from "./report";
import { review } from "./review";

// A key that is missing here does not compile.
export const en: Catalogue = { ...common, ...home, ...plans, ...progress, ...report, ...review };
