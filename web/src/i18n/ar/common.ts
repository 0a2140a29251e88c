import type { Translation } from "../catalogue.ts";
import type { common as english } from "../en/common.ts";

/** Words that stand on many screens, in Arabic. */
export const common = {
  page: "البداية",
  back: "رجوع",
  cancel: "إلغاء",
  undo: "تراجع",
  save: "حفظ",
  saved: "تم الحفظ.",
  undone: "تم التراجع.",
  copy: "نسخ",
  copied: "تم النسخ",
  exit: "خروج",
  "exit.how": "مغادرة هذه الصفحة فورًا. أو اضغطي مفتاح Shift ثلاث مرات.",
  "secret.show": "إظهار ما كُتب",
  "secret.hide": "إخفاء ما كُتب",
  "scan.start": "استخدام الكاميرا",
  "scan.stop": "إيقاف الكاميرا",
  "scan.picture": "ما تراه الكاميرا",
  "scan.looking": "وجّهيها نحو الرمز المربّع.",
  "scan.blocked": "لا يمكن استخدام الكاميرا هنا. اكتبي الرمز أو الصقيه.",
  "home.noHouse": "لا يوجد بيت بعد",
  "home.noHouse.lead":
    "أنشئي البيت الأول: غرفه وأسرّته وبعض القواعد. يستغرق ذلك نحو خمس دقائق ويمكن تغييره لاحقًا.",
  "home.noHouse.do": "إنشاء بيت",
  "home.waiting": "لقد دخلتِ. مفاتيحك لم تصل بعد.",
  "home.waiting.lead":
    "من دعتكِ تمنحكِ إياها بنقرة واحدة. اقرئي لها هذه الكلمات الثلاث؛ فهي ترى الكلمات نفسها.",
  "home.waiting.words": "إن اختلفت كلماتها فتوقّفي وأخبريها.",
  "home.waiting.then": "تتابع هذه الصفحة من تلقاء نفسها.",
  "load.failed": "تعذّر تحميل هذا الجزء. تحقّقي من الاتصال وأعيدي المحاولة.",
  "load.again": "إعادة المحاولة",
} as const satisfies Translation<typeof english>;
