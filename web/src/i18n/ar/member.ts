import type { Translation } from "../catalogue.ts";
import type { member as english } from "../en/member.ts";

/** One member: what she can open, and what is taken from her, in Arabic. */
export const member = {
  "member.holds": "ما تستطيع فتحه",
  "member.holds.self": "ما تستطيعين فتحه",
  "member.nothing": "لا مفتاح لديها.",
  "member.since": "منذ {on} على الأكثر",
  "member.since.how":
    "لا ساعة للسجل. التاريخ هو تاريخ أول ما كُتب بعد منح المفتاح، بحسب قول من كتبه.",
  "member.organisation": "المنظمة كلها",
  "member.untold": "صناديق لا تفتحها مفاتيحك",
  "member.untold.count":
    "{count, plural, zero {لا صناديق} one {صندوق واحد} two {صندوقان} few {# صناديق} many {# صندوقًا} other {# صندوق}} لا تفتحها مفاتيحك",
  "member.change": "تغيير ما يُسمح لها به",
  "member.change.self": "التخلي عن بعض حقوقك",
  "member.change.hint": "هنا ما تقررينه بنفسك. أما أي صندوق آخر فيقرر بشأنه من يديره.",
  "member.admin": "تقرر بشأن العضوات (مديرة)",
  "member.next": "إظهار معنى ذلك",
  "member.remove": "إخراجها",
  "member.leave": "مغادرة المنظمة",
  "member.confirm.remove": "إخراج {name}؟",
  "member.confirm.leave": "مغادرة المنظمة؟",
  "member.confirm.change": "تغيير ما يُسمح به لـ{name}؟",
  "member.nothingChanged": "لن يتغير شيء.",
  "member.loses": "لن تستطيع بعد الآن فتح ما يلي، أو يقل ما يُسمح لها به فيه",
  "member.loses.self": "لن تستطيعي بعد الآن فتح ما يلي، أو يقل ما يُسمح لك به فيه",
  "member.gains": "تُمنح",
  "member.will": "ما يحدث",
  "member.will.keys":
    "في خطوة واحدة {count, plural, zero {ينتهي دخولها} one {ينتهي الحق القديم ويحصل صندوق واحد على مفتاح جديد} two {تنتهي الحقوق القديمة ويحصل صندوقان على مفتاحين جديدين} few {تنتهي الحقوق القديمة وتحصل # صناديق على مفاتيح جديدة} many {تنتهي الحقوق القديمة ويحصل # صندوقًا على مفاتيح جديدة} other {تنتهي الحقوق القديمة ويحصل # صندوق على مفاتيح جديدة}}. يسري كل ذلك أو لا يسري منه شيء.",
  "member.will.sealed":
    "ما كان مفتاح قديم يفتحه يُختم من جديد في الخلفية، ثم يحذف الخادم الأظرف القديمة.",
  "member.wont": "ما لا يحدث",
  "member.wont.kept": "ما هو على أجهزتها الآن يبقى لديها. وما قرأته لا يُمحى من ذاكرتها.",
  "member.wont.kept.self": "ما هو على أجهزتك الآن يبقى عليها. وما قرأتِه لا يُمحى من ذاكرتك.",
  "member.wont.written": "ما كُتب يبقى، ويظل السجل يقول من كتبه.",
  "member.wont.back": "لا يمكن التراجع عن ذلك. العودة تحتاج إلى دعوة جديدة.",
  "member.alone.vaults":
    "{count, plural, zero {لا صناديق تبقى} one {صندوق واحد يبقى} two {صندوقان يبقيان} few {# صناديق تبقى} many {# صندوقًا تبقى} other {# صندوق تبقى}} بلا من يمنح مفاتيحها: {places}. وإن فقدت كل من تقرأ فيها طريق الدخول ضاعت.",
  "member.alone.admin": "لن يبقى إلا شخص واحد يقرر بشأن العضوات.",
  "member.alone.first": "الأفضل: امنحي الحق لشخص آخر أولًا.",
  "member.alone.last": "هذا آخر شخص يقرر بشأن العضوات. عيّني مديرة أخرى أولًا.",
  "member.alone.agree": "أعلم ذلك وأفعله مع ذلك",
  "member.do.remove": "إخراجها الآن",
  "member.do.leave": "المغادرة الآن",
  "member.do.change": "التغيير الآن",
  "member.working": "جارٍ صنع مفاتيح جديدة",
  "member.done.remove": "لم تعد {name} عضوة.",
  "member.done.change": "تم التغيير، ومُنحت المفاتيح الجديدة.",
  "member.gone": "لم يعد هذا الشخص عضوًا.",
  "member.toTeam": "العودة إلى الفريق",
  "member.toTrust": "إلى الثقة",
  "resealing.title": "خُتم من جديد بعد مغادرة",
  "resealing.going": "خُتمت من جديد بمفاتيح جديدة {done, number} من {of, number} بطاقة.",
  "resealing.paused":
    "متوقف على هذا الجهاز: خُتمت من جديد {done, number} من {of, number} بطاقة. وقد يكمل جهاز آخر.",
  "resealing.prune":
    "خُتم كل شيء من جديد. {count, plural, zero {لا أظرف قديمة تُحذف} one {ظرف قديم واحد يُحذف} two {ظرفان قديمان يُحذفان} few {# أظرف قديمة تُحذف} many {# ظرفًا قديمًا يُحذف} other {# ظرف قديم يُحذف}} حالما تظهر الجديدة في قائمة موقّعة.",
  "resealing.done": "كل ما كان مفتاح قديم يفتحه خُتم من جديد، وحُذفت الأظرف القديمة.",
  "resealing.pause": "إيقاف على هذا الجهاز",
  "resealing.goOn": "متابعة",
} as const satisfies Translation<typeof english>;
