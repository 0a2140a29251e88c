import ContactRound from "@lucide/svelte/icons/contact-round";
import EyeOff from "@lucide/svelte/icons/eye-off";
import Keyboard from "@lucide/svelte/icons/keyboard";
import Search from "@lucide/svelte/icons/search";
import Undo from "@lucide/svelte/icons/undo-2";
import { readsPeople } from "../state/rights.ts";
import type { Action } from "./action.ts";

const always = (): boolean => true;

/** Finding a person, in every house that she reads. */
export const people: Action = {
  id: "people",
  title: "nav.people",
  icon: ContactRound,
  key: "f",
  when: ({ session }) => readsPeople(session.open),
  run: ({ session }) => session.router.go({ is: "people" }),
};

/** Hides names on screen, or shows them again. */
export const discreet: Action = {
  id: "discreet",
  title: "discreet.toggle",
  icon: EyeOff,
  key: "d",
  when: ({ session }) => readsPeople(session.open),
  run: ({ session }) => session.discreet.choose(!session.discreet.on),
};

/** Keys that mean the same everywhere; the palette is one of them and so does not offer itself. */
export const habits: readonly Action[] = [
  {
    id: "palette",
    title: "keys.palette",
    icon: Search,
    key: "/",
    chord: "k",
    inPlace: true,
    when: always,
    run: ({ session }) => (session.over = "find"),
  },
  discreet,
  {
    id: "undo",
    title: "keys.undo",
    icon: Undo,
    chord: "z",
    when: ({ session }) => session.toasts.message?.undo !== undefined,
    run: ({ session }) => void session.toasts.undo(),
  },
  {
    id: "keys",
    title: "keys.list",
    icon: Keyboard,
    key: "?",
    when: always,
    run: ({ session }) => (session.over = "keys"),
  },
];
