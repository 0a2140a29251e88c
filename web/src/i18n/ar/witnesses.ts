import type { Translation } from "../catalogue.ts";
import type { witnesses as english } from "../en/witnesses.ts";

/** Who watches that the logs only grow, in Arabic. */
export const witnesses = {
  "witnesses.title": "من يراقب",
  "witnesses.name": "تسمية شاهد",
  "witnesses.lead":
    "الشاهد آلة صغيرة في مكان آخر توقّع كل ساعة أن قائمة كل السجلات لم تفعل إلا أن كبرت. لا يرى بطاقة ولا اسمًا ولا صندوقًا.",
  "witnesses.never": "لم يوقّع قائمة رآها هذا الجهاز",
  "witnesses.signed": "وقّع آخر مرة في {at}",
  "witnesses.remove": "إزالة {name}",
  "witnesses.needed": "عدد من يجب أن يكونوا قد وقّعوا",
  "witnesses.line": "السطر الذي أعطاه الشاهد",
  "witnesses.line.hint":
    "الاسم، علامة زائد، ثمانية أحرف أو أرقام، علامة زائد، المفتاح. خذيه ممن يدير الشاهد، لا من الخادم.",
  "witnesses.add": "تسمية هذا الشاهد",
  "witnesses.signs": "توقّعين هذا في قائمة العضوات، ومنذئذ يتحقق كل جهاز من الشاهد.",
  "witnesses.wrong": "هذا ليس سطر شاهد، أو فيه حرف خاطئ.",
  "witnesses.taken": "يوجد شاهد بهذا الاسم.",
  "witnesses.full": "خمسة شهود على الأكثر.",
  "witnesses.back": "العودة إلى الثقة",
} as const satisfies Translation<typeof english>;
