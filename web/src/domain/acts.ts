export type { ActInput, ActInputs, ActName } from "./inputs.ts";
