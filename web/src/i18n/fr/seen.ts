import type { Translation } from "../catalogue.ts";
import type { seen as english } from "../en/seen.ts";

/** The page that says what the server knows, in French. */
export const seen = {
  "trust.title": "Le serveur ne sait que ceci",
  "trust.sees": "Il voit {clauses}.",
  "trust.kept": "Ce qu’il garde",
  "trust.passing": "Ce qu’il voit passer et ne garde pas",
  "trust.why": "Pourquoi : {why}",
  "trust.tells": "Ce qu’on peut deviner : {tells}",
  "trust.places": "{count, plural, one {À # endroit} other {À # endroits}}",
  "trust.manifest":
    "Cette liste est faite à partir du fichier avec lequel chaque version du serveur est testée : un endroit qui n’y figure pas fait échouer le test.",
  "trust.noKey":
    "Il n’a aucune clé. Il ne peut lire ni nom, ni note, ni lit, ni date de séjour, ni adresse, ni le nom d’une maison.",
} as const satisfies Translation<typeof english>;
