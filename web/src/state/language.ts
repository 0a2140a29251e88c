import {
  directionOf,
  firstSpoken,
  isLanguage,
  type Language,
  language,
  speak,
} from "../i18n/language.ts";
import { t } from "../i18n/t.ts";

const key = "language";

/** The language of this device: the one chosen here, or the first that the browser asks for. */
export class LanguageChoice {
  #part: "first" | "whole" = "first";

  /** What is spoken now. */
  get language(): Language {
    return language();
  }

  /** Speaks it at once, and next time. Returns false, and changes nothing, where its words cannot be had. */
  async choose(wanted: Language): Promise<boolean> {
    try {
      await speak(wanted, this.#part);
    } catch {
      return false;
    }
    localStorage.setItem(key, wanted);
    show();
    return true;
  }

  /** From now on every message is there, not the first page's alone. */
  async speakWhole(): Promise<void> {
    this.#part = "whole";
    await speak(language(), "whole");
  }
}

/** Speaks before anything is drawn. English where the words of the chosen language cannot be had. */
export async function speakFirst(): Promise<void> {
  const kept = localStorage.getItem(key);
  const wanted = isLanguage(kept) ? kept : firstSpoken(navigator.languages);
  await speak(wanted, "first").catch(() => speak("en", "first"));
  show();
}

/** Tells the browser, for its voice, its hyphens, its fonts and the side on which lines begin. */
function show(): void {
  const root = document.documentElement;
  root.lang = language();
  root.dir = directionOf(language());
  document.title = t("page");
}
