import type { Translation } from "../catalogue.ts";
import type { kit as english } from "../en/kit.ts";

/** The emergency kit and the recovery sheets, on the screen and on paper, in Arabic. */
export const kit = {
  "kit.title": "ورقة الطوارئ الخاصة بكِ",
  "kit.lead":
    "فيها مفتاح حسابك. تحتاجينه على كل جهاز جديد مع عبارة المرور. اطبعيها أو انسخيها بخط اليد قبل المتابعة.",
  "kit.for": "ورقة الطوارئ لـ {login}",
  "kit.printed": "طُبعت {at}",
  "kit.keep": "احفظيها مع جواز سفرك.",
  "kit.never": "لا في العمل أبدًا، ولا صورة لها.",
  "kit.key": "مفتاح الحساب",
  "kit.group": "المجموعة {number}:",
  "kit.qr": "الرمز المربّع للورقة، لكاميرا جهاز جديد",
  "kit.login": "اسم الدخول",
  "kit.words": "ست كلمات",
  "kit.made": "أُنشئ على جهازك. لا يملكه أحد غيرك: لا مديرتك ولا الخادم.",
  "kit.both": "تحتاجين الاثنين",
  "kit.both.sheet": "هذه الورقة",
  "kit.both.key": "مفتاح الحساب أعلاه",
  "kit.both.memory": "عبارة المرور، من الذاكرة",
  "kit.both.not": "لا تكتبيها هنا",
  "kit.new": "على هاتف أو حاسوب جديد",
  "kit.new.address": "افتحي العنوان الذي أُعطي لكِ شخصيًا:",
  "kit.new.choose":
    "اختاري «لديّ ورقة الطوارئ»، ووجّهي الكاميرا نحو المربّع أو اكتبي المجموعات السبع.",
  "kit.new.passphrase": "اكتبي عبارة المرور.",
  "kit.new.compare": "قارني الكلمات الست على الشاشة:",
  "kit.new.differ": "إن اختلفت فتوقّفي واتصلي.",
  "kit.lost": "إن فُقدت هذه الورقة أو رآها أحد",
  "kit.lost.call": "اتصلي وقولي فقط إنه يجب إزالتك:",
  "kit.lost.name": "الاسم",
  "kit.lost.telephone": "الهاتف، بخط اليد",
  "kit.start": "نقطة البداية {day}، القيد {entry}",
  "kit.destroy": "تُتلف هذه الورقة عند طباعة أحدث منها",
  "kit.print": "طباعة الورقة",
  "kit.confirm":
    "طبعتُها أو كتبتُها. المجموعة رقم {number, selectordinal, other {#}} من مفتاح الحساب هي",
  "kit.confirm.hint": "اكتبي الأحرف الأربعة من ورقتك، لا من هذه الشاشة.",
  "kit.confirm.wrong": "ليست هذه المجموعة. انظري إلى ورقتك مرة أخرى.",
  "kit.confirm.do": "متابعة",

  "share.title": "ثلاث أوراق استعادة",
  "share.lead":
    "أي اثنتين منها معًا تفتحان المنظمة من جديد إن فقدت كل المديرات طريق الدخول. أعطيها لثلاثة أشخاص لا يعيشون معًا.",
  "share.sheet": "ورقة الاستعادة {number} من 3",
  "share.show": "عرض الكلمات لكتابتها بخط اليد",
  "share.print": "طباعة",
  "share.again": "طباعة مرة أخرى",
  "share.once": "تُعرض الآن ولن تُعرض بعد ذلك أبدًا.",
  "share.done": "الثلاث كلها على الورق",
  "share.two": "تلزم ورقتان من الثلاث.",
  "share.alone": "واحدة وحدها لا تفتح شيئًا.",
  "share.keep": "احفظيها في مكان آمن يخصك. بلا صورة ولا نسخة.",
  "share.custodian": "محفوظة لدى",
  "share.login": "اسم الدخول للأوراق",
  "share.words": "ست كلمات للمنظمة على كل ورقة:",
  "share.notReplaced":
    "لم يمكن استبدال الأوراق المستعملة: تبقى صالحة. احفظيها في أمان وحاولي مرة أخرى.",
} as const satisfies Translation<typeof english>;
