import { createContext } from "svelte";

/** The number below which counts do not leave; a getter, since a report may come later. */
export const [useThreshold, provideThreshold] = createContext<() => number>();
