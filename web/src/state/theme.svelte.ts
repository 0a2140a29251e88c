/** How the client is lit; "system" follows the device. */
export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

const key = "theme";
const isTheme = (text: string | null): text is Theme => themes.some((theme) => theme === text);

/** The chosen theme. It says nothing about anyone, so like the language it is kept readable on the device. */
export class ThemeChoice {
  theme = $state<Theme>("system");

  constructor() {
    const kept = localStorage.getItem(key);
    if (isTheme(kept)) this.choose(kept);
  }

  /** Lights the page so, now and next time. */
  choose(theme: Theme): void {
    this.theme = theme;
    if (theme === "system") {
      localStorage.removeItem(key);
      delete document.documentElement.dataset["theme"];
      return;
    }
    localStorage.setItem(key, theme);
    document.documentElement.dataset["theme"] = theme;
  }
}
