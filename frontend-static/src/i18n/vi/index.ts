import { common } from "./common";
import { home } from "./home";
import { plans } from "./plans";
import { progress } from "./progress";
import { report } from "./report";
import { review } from "./review";

export const vi = { ...common, ...home, ...plans, ...progress, ...report, ...review };

export type Key = keyof typeof vi;
// A text, or, in languages that need it, one form for one and one for more ({n} decides).
export type Text = string | { one: string; other: string };
export type Texts<Source> = Record<keyof Source, Text>;
export type Catalogue = Record<Key, Text>;
