import type { Translation } from "../catalogue.ts";
import type { settings as english } from "../en/settings.ts";

/** Settings of this person on this device, in Arabic. */
export const settings = {
  "settings.title": "الإعدادات",
  "settings.theme": "المظهر",
  "theme.system": "مثل الجهاز",
  "theme.light": "فاتح",
  "theme.dark": "داكن",
  "pin.title": "رمز PIN",
  "pin.has":
    "تُغطّى الشاشة بعد {cover} من السكون وكلما أُخفي التبويب. يكشفها رمز PIN؛ وخمس محاولات خاطئة تقفلها.",
  "pin.none":
    "مع رمز PIN تُغطّى الشاشة بعد {cover} من السكون وكلما أُخفي التبويب. وبدونه تُقفل بعد {lock}.",
  "pin.first": "رمز PIN جديد، من أربعة إلى ثمانية أرقام",
  "pin.second": "الرمز نفسه مرة أخرى",
  "pin.short": "من أربعة إلى ثمانية أرقام، من فضلك.",
  "pin.easy": "هذا أول رمز يجرّبه أي أحد. اختاري رمزًا آخر.",
  "pin.differs": "الرمزان غير متطابقين.",
  "pin.save": "تعيين رمز PIN",
  "pin.clear": "إزالته",
  "pin.cover": "تغطية الآن",
  "settings.lock": "القفل",
  "settings.lock.hint": "يمحو المفاتيح من الذاكرة. وما هو محفوظ على هذا الجهاز يبقى مختومًا.",
  "settings.lock.do": "قفل الآن",
  "settings.label": "على هذا الجهاز",
  "settings.label.name": "ما يعرضه قبل فتح القفل",
  "settings.label.hint": "كلمة محايدة. قد يراها شخص غريب يمسك هذا الجهاز.",
  "settings.kit": "ورقة الطوارئ",
  "settings.kit.hint": "اعرضيها أو اطبعيها من جديد حين لا ينظر أحد من خلفك.",
  "settings.kit.show": "عرض ورقتي",
  "settings.kit.hide": "إخفاؤها",
} as const satisfies Translation<typeof english>;
