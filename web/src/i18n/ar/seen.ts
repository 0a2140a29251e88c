import type { Translation } from "../catalogue.ts";
import type { seen as english } from "../en/seen.ts";

/** The page that says what the server knows, in Arabic. */
export const seen = {
  "trust.title": "لا يعرف الخادم سوى هذا",
  "trust.sees": "يرى {clauses}.",
  "trust.kept": "ما يحتفظ به",
  "trust.passing": "ما يراه عابرًا ولا يحتفظ به",
  "trust.why": "لماذا: {why}",
  "trust.tells": "ما يمكن تخمينه: {tells}",
  "trust.places":
    "{count, plural, zero {ليس في أي موضع} one {في موضع واحد} two {في موضعين} few {في # مواضع} many {في # موضعًا} other {في # موضع}}",
  "trust.manifest":
    "هذه القائمة مأخوذة من الملف نفسه الذي يُختبر به كل إصدار من الخادم: أي موضع ليس فيها يُفشل الاختبار.",
  "trust.noKey":
    "لا يملك أي مفتاح. لا يستطيع قراءة اسم ولا ملاحظة ولا سرير ولا تاريخ إقامة ولا عنوان ولا اسم بيت.",
} as const satisfies Translation<typeof english>;
