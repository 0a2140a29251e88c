import type { Translation } from "../catalogue.ts";
import type { common as english } from "../en/common.ts";

/** Words that stand on many screens, in German. */
export const common = {
  page: "Start",
  back: "Zurück",
  cancel: "Abbrechen",
  undo: "Rückgängig",
  save: "Speichern",
  saved: "Gespeichert.",
  undone: "Zurückgenommen.",
  copy: "Kopieren",
  copied: "Kopiert",
  exit: "Verlassen",
  "exit.how": "Diese Seite sofort verlassen. Oder dreimal die Umschalttaste drücken.",
  "secret.show": "Eingabe anzeigen",
  "secret.hide": "Eingabe verbergen",
  "scan.start": "Kamera verwenden",
  "scan.stop": "Kamera ausschalten",
  "scan.picture": "Was die Kamera sieht",
  "scan.looking": "Richten Sie sie auf den quadratischen Code.",
  "scan.blocked":
    "Die Kamera kann hier nicht verwendet werden. Bitte tippen Sie den Code ein oder fügen Sie ihn ein.",
  "home.noHouse": "Noch kein Haus",
  "home.noHouse.lead":
    "Richten Sie das erste ein: Zimmer, Betten und einige Regeln. Das dauert etwa fünf Minuten und lässt sich später ändern.",
  "home.noHouse.do": "Haus einrichten",
  "home.waiting": "Sie sind angemeldet. Ihre Schlüssel kommen noch.",
  "home.waiting.lead":
    "Wer Sie eingeladen hat, gibt sie mit einem Klick. Lesen Sie ihr diese drei Wörter vor; sie sieht dieselben.",
  "home.waiting.words": "Wenn ihre Wörter anders sind, hören Sie auf und sagen Sie es ihr.",
  "home.waiting.then": "Diese Seite geht von selbst weiter.",
  "load.failed":
    "Dieser Teil konnte nicht geladen werden. Prüfen Sie die Verbindung und versuchen Sie es noch einmal.",
  "load.again": "Noch einmal versuchen",
} as const satisfies Translation<typeof english>;
