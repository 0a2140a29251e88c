import type { Translation } from "../catalogue.ts";
import type { recover as english } from "../en/recover.ts";

/** Coming back by two recovery sheets, in Arabic. */
export const recover = {
  "recover.title": "الفتح بورقتي استعادة",
  "recover.lead": "لحالة فقدان كل الأجهزة وعبارات المرور. سيرى الجميع أن ذلك حدث، وتُستبدل الأوراق.",
  "recover.login.hint": "مكتوب على كل ورقة تحت الكلمات.",
  "recover.first": "كلمات إحدى الورقتين",
  "recover.second": "كلمات الورقة الأخرى",
  "recover.words.hint": "كلها وعددها 29، بترتيبها، وبينها مسافات.",
  "recover.missing": "اسم الدخول والورقتان من فضلكِ.",
  "recover.mistyped": "في إحدى الورقتين كلمة خاطئة أو في غير موضعها. قارني كلمة كلمة.",
  "recover.read": "الفتح بهاتين الورقتين",
  "recover.reading": "تُقرأ المنظمة",
  "recover.reading.lead": "يُفحص سجل الأعضاء الموقَّع وكل صندوق.",
  "recover.found": "المنظمة تُفتح",
  "recover.found.lead": "لم يتغيّر شيء بعد.",
  "recover.words": "يجب أن تُظهر الورقتان هذه الكلمات الست:",
  "recover.who": "من تعود؟",
  "recover.new": "شخص جديد",
  "recover.ends": "تنتهي مفاتيحها القديمة الآن أينما كانت.",
  "recover.all":
    "ستديرين كل الصناديق لتتمكني من إعطاء المفاتيح للأخريات من جديد. سلّمي البيوت في أقرب وقت.",
  "recover.do": "العودة",
  "recover.working": "تُستعاد المنظمة",
} as const satisfies Translation<typeof english>;
