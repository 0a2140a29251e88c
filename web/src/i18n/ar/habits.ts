import type { Translation } from "../catalogue.ts";
import type { habits as english } from "../en/habits.ts";

/** What every screen has in common, in Arabic. */
export const habits = {
  "keys.held": "مع الاستمرار بالضغط",
  "keys.hold": "قراءة الاسم المخفي المحدَّد",
  "discreet.toggle": "إخفاء الأسماء أو إظهارها",
  "settings.discreet": "الوضع المتكتّم",
  "settings.discreet.on": "تمويه الأسماء حتى يُضغط عليها باستمرار",
  "settings.discreet.hint":
    "اضغطي مطوّلًا على سطر لقراءته، أو اضغطي مفتاح المسافة باستمرار حيث التحديد. المفتاح D يبدّل الوضع. إنه يخفي الأسماء عن الأنظار ولا يقفل شيئًا.",
  "list.reading": "جارٍ القراءة",
  "outbox.empty":
    "كل ما تكتبينه يمرّ من هنا: يُحفظ أولًا على هذا الجهاز، ثم يُرسل، ثم يُثبَت. وما لم يعد مناسبًا يعود سؤالًا، ومعه كلماتك.",
  "roomList.print": "طباعة قائمة الغرف",
  "roomList.title": "قائمة الغرف",
  "roomList.persons":
    "{count, plural, zero {لا أحد} one {شخص واحد} two {شخصان} few {# أشخاص} many {# شخصًا} other {# شخص}}",
  "roomList.away":
    "{count, plural, zero {لا غياب} one {شخص واحد غائب} two {شخصان غائبان} few {# أشخاص غائبون} many {# شخصًا غائبًا} other {# شخص غائب}}",
  "roomList.room": "غرفة",
  "roomList.bed": "سرير",
  "roomList.who": "من",
  "roomList.seen": "شوهدت",
} as const satisfies Translation<typeof english>;
