import type { Translation } from "../catalogue.ts";
import type { restored as english } from "../en/restored.ts";

/** A server that was restored from a backup, in Arabic. */
export const restored = {
  "restored.title": "استُعيد الخادم من نسخة احتياطية",
  "restored.late": "جاء جهاز متأخر بما كان مفقودًا",
  "restored.since":
    "منذ {day} يسأل الخادم عما فقده. كل جهاز استُعمل بعد النسخة الاحتياطية يعيد ما لديه من تلقاء نفسه حين يُفتح.",
  "restored.waits": "إلى أن توقّع مديرة أن المنظمة تواصل العمل، ينتظر ما تكتبينه على هذا الجهاز.",
  "restored.missing": "لم يعد بعد:",
  "restored.all": "عاد كل ما أظهر أي جهاز أنه ناقص.",
  "restored.members": "قائمة العضوات",
  "restored.box": "الصندوق {code}",
  "restored.part":
    "{box}: {count, plural, zero {لا قيود} one {القيد {from, number}} two {القيدان {from, number} و{to, number}} few {القيود من {from, number} إلى {to, number}} many {القيود من {from, number} إلى {to, number}} other {القيود من {from, number} إلى {to, number}}}",
  "restored.sign": "توقيع أن العمل يتواصل",
  "restored.sign.loss": "توقيع أن هذا ضاع، ومواصلة العمل",
  "restored.sure":
    "هل فتحت كل من عملت بعد النسخة الاحتياطية جهازها مرة؟ ما لم يعد حتى ذلك الحين يضيع نهائيًا، وسترى الجميع أنكِ وقّعتِ ذلك.",
  "restored.ask": "اطلبي من مديرة أن توقّعه بعد أن تفتح كل واحدة جهازها.",
  "restored.by": "وقّعت {name} أن المنظمة تواصل العمل، في القيد {entry} من قائمة العضوات.",
  "restored.seen": "شوهد هنا في {day}.",
  "restored.nothing": "لا يُعرف أن شيئًا ضاع.",
  "restored.lost": "ضاع نهائيًا:",
  "restored.do":
    "إن لم تكوني على علم بذلك فاسأليها، وليس عبر هذا الجهاز. انظري هل ما كتبتِه في تلك المدة موجود.",
  "restored.past": "استُعيد من نسخة احتياطية",
} as const satisfies Translation<typeof english>;
