import type { Translation } from "../catalogue.ts";
import type { auditing as english } from "../en/auditing.ts";

/** Everything checked once more, in Arabic. */
export const auditing = {
  "auditing.title": "التحقق من كل شيء",
  "auditing.lead":
    "يقرأ هذا كل سجل من بدايته كما يعرضه الخادم لكِ الآن، ويتحقق من كل توقيع وحق وتبديل مفتاح، ومن كل بطاقة مختومة مقابل قيدها، ومن قائمة كل السجلات مقابل ما رآه هذا الجهاز من قبل. لا يفتح شيئًا.",
  "auditing.begin": "التحقق من كل شيء",
  "auditing.again": "التحقق من كل شيء مرة أخرى",
  "auditing.looking": "{done, number} من {of, number} قيود",
  "auditing.failed": "لم يكتمل التحقق، فهو لا يقول شيئًا.",
  "auditing.passed": "تم التحقق من كل شيء، ولا خطأ.",
  "auditing.wrong": "هناك خطأ. تقول الجمل أدناه ما هو، وهي في التقرير أيضًا.",
  "auditing.signed": "التقرير موقّع بمفتاحكِ. من يستلمه يتحقق منه بهذا السطر، منكِ أنتِ لا من التقرير:",
  "auditing.save.report": "حفظ التقرير",
  "auditing.save.signature": "حفظ التوقيع",
  "auditing.outside":
    "الصفحة تنظر من الخارج. أما ما عدا ذلك في قاعدة البيانات والنسخ الاحتياطية وأسطر الخادم، وهل هذه الصفحة هي المنشورة، فلسطر أوامر المدقّقة.",
  "again.begin": "التحقق من كل شيء مرة أخرى",
  "again.looking": "{done, number} من {of, number} قيود",
  "again.done":
    "الآن: قُرئت القيود ({entries, number}) في السجلات ({logs, number}) من البداية، وتم التحقق من كل توقيع، والبطاقات المختومة ({envelopes, number}) كما تقول قيودها.",
  "again.wrong": "ما يعرضه الخادم لا يطابق هذا الجهاز. يقول الإنذار أعلاه ما هو.",
  "trust.sessions": "أجهزتكِ المسجَّل الدخول منها",
  "trust.danger.do": "امنحي شخصًا ثانيًا حق إدارتها.",
  "trust.danger.team": "إلى الفريق",
} as const satisfies Translation<typeof english>;
