import type { Sentence } from "../src/cli/errorText.ts";

export function shortenErrors(path: string, code: string, sentences: Sentence[]): string;
