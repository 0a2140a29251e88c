import type { Translation } from "../catalogue.ts";
import type { shell as english } from "../en/shell.ts";

/** The frame around every screen, in Arabic. */
export const shell = {
  nav: "القائمة الرئيسية",
  "nav.home": "البداية",
  "nav.tonight": "الليلة",
  "nav.incidents": "الحوادث",
  "nav.team": "الفريق",
  "nav.trust": "الثقة",
  "nav.settings": "الإعدادات",
  "nav.more": "المزيد",
  "nav.houses": "اختيار بيت",
  "nav.newHouse": "بيت جديد",
  "nav.beds":
    "{count, plural, zero {لا أسرّة} one {سرير واحد} two {سريران} few {# أسرّة} many {# سريرًا} other {# سرير}}",
  "nav.free": "{count} شاغر",
  palette: "بحث أو تنفيذ",
  "palette.hint": "بحث أو تنفيذ",
  "palette.lines": "ما يمكن فعله",
  "palette.none": "لا شيء من ذلك.",
  "palette.house": "الانتقال إلى {house}",
  "palette.move": "نقل {name}",
  "palette.departure": "مغادرة {name}",
  "keys.title": "المفاتيح",
  "keys.palette": "البحث عن أي شيء أو تنفيذه",
  "keys.undo": "التراجع عمّا تمّ للتوّ",
  "keys.exit": "مغادرة هذه الصفحة فورًا",
  "keys.thrice": "ثلاث مرات",
  "keys.list": "هذه القائمة",
  offline: "لا يوجد اتصال.",
  "offline.go": "يمكنكِ متابعة العمل. ما تكتبينه يُحفظ على هذا الجهاز ويُرسل لاحقًا.",
  "outbox.foot.kept": "كل شيء محفوظ",
  "outbox.foot.sending": "جارٍ إرسال {count}",
  "outbox.foot.waiting": "{count} محفوظ على هذا الجهاز",
  "outbox.foot.question":
    "{count, plural, zero {لا أسئلة لكِ} one {سؤال لكِ} two {سؤالان لكِ} few {# أسئلة لكِ} many {# سؤالًا لكِ} other {# سؤال لكِ}}",
  "outbox.brief.kept": "كل شيء محفوظ",
  "outbox.brief.sending": "{count}",
  "outbox.brief.waiting": "{count} هنا",
  "outbox.brief.question":
    "{count, plural, zero {لا أسئلة} one {سؤال} two {سؤالان} few {# أسئلة} many {# سؤالًا} other {# سؤال}}",
  "outbox.checked": "فُحص {at}",
} as const satisfies Translation<typeof english>;
