import type { Translation } from "../catalogue.ts";
import type { trust as english } from "../en/trust.ts";

/** Trust, and the alarm, in Arabic. */
export const trust = {
  "trust.audit.title": "يمكنكِ فحص كل شيء ولا تفتحين شيئًا",
  "trust.audit.lead":
    "يجلب هذا الجهاز كل سجل وكل بطاقة مختومة. لم يُعطَ لكِ أي مفتاح، فلا يمكن عرض اسم أو سرير أو ملاحظة هنا.",
  "trust.audit.server": "ما يعرفه الخادم",
  "trust.nobody": "لا أحد يراقب",
  "trust.nobody.means":
    "لم يُعيَّن شاهد، فلا أحد من الخارج يوقّع أن السجل كامل. ومع ذلك يلاحظ هذا الجهاز وأجهزة زميلاتك كل ما رأته من قبل ثم اختفى.",
  "trust.never": "لم يوقّع أي شاهد بعد",
  "trust.never.means": "عُيّن شاهد لكنه لم يوقّع أن السجل كامل. اسألي من يديره.",
  "trust.witness": "منذ آخر مرة وقّع فيها شاهد أن هذا السجل كامل.",
  "trust.stale": "هذه مدة طويلة. اسألي من يدير الشاهد.",
  "trust.checked": "ما فحصه هذا الجهاز بنفسه",
  "trust.inLog": "كل بطاقة لديه موجودة في السجل",
  "trust.inLog.done":
    "البطاقات: {records, number}، القيود: {entries, number}، الصناديق: {vaults, plural, zero {#} one {#} two {#} few {#} many {#} other {#}}",
  "trust.inLog.sealed":
    "البطاقات المختومة: {sealed, number}، القيود: {entries, number}، الصناديق: {vaults, plural, zero {#} one {#} two {#} few {#} many {#} other {#}}، كلٌّ منها كما وقّعته كاتبته",
  "trust.inLog.bad":
    "{unreadable, plural, zero {لا بطاقات} one {بطاقة واحدة} two {بطاقتان} few {# بطاقات} many {# بطاقة} other {# بطاقة}} من {records, number} تعذّرت قراءتها",
  "trust.onlyGrew": "لم يُنزع شيء ولم يُدسّ شيء",
  "trust.onlyGrew.done":
    "لم تزد قائمة العضوات إلا نموًا منذ {on}: من {from, number} إلى {now, number} من القيود",
  "trust.allowed": "كل من كتبت كان مسموحًا لها",
  "trust.allowed.done":
    "{members, plural, zero {لا أشخاص} one {شخص واحد} two {شخصان} few {# أشخاص} many {# شخصًا} other {# شخص}}، كل توقيع من {entries, number}",
  "trust.allowed.going": "فُحص {signatures, number} من {entries, number} من التواقيع حتى الآن",
  "trust.allowed.bad":
    "{skipped, plural, zero {لم تُتجاوز قيود} one {تُجووز قيد واحد} two {تُجووز قيدان} few {تُجووزت # قيود} many {تُجووز # قيدًا} other {تُجووز # قيد}} لأنه لم يكن مسموحًا",
  "trust.listed": "كل سجل حيث وقّع الخادم أنه موجود",
  "trust.listed.done":
    "{logs, plural, zero {لا سجلات} one {سجل واحد} two {سجلان} few {# سجلات} many {# سجلًا} other {# سجل}} في القائمة الموقّعة رقم {size, number}، أول رؤية {seen}",
  "trust.listed.going": "لم تصل بعد قائمة موقّعة بكل السجلات",
  "trust.listed.bad": "قائمة الخادم الموقّعة لا تتفق مع ما رآه هذا الجهاز",
  "trust.care": "يحتاج إلى عناية",
  "trust.torn":
    "{count, plural, zero {لا قيود ناقصة} one {قيد واحد موجود نصفه فقط} two {قيدان موجود نصفهما فقط} few {# قيود موجود نصفها فقط} many {# قيدًا موجود نصفها فقط} other {# قيد موجود نصفها فقط}}. ما يُعرض منها غير كامل.",
  "trust.danger":
    "{count, plural, zero {لا صناديق} one {صندوق واحد} two {صندوقان} few {# صناديق} many {# صندوقًا} other {# صندوق}} لا يستطيع منح مفاتيحه إلا شخص واحد. إن فقد طريق الدخول ضاع.",
  "trust.blind":
    "{count, plural, zero {لا صناديق تنتظر} one {صندوق واحد ينتظر} two {صندوقان ينتظران} few {# صناديق تنتظر} many {# صندوقًا ينتظر} other {# صندوق ينتظر}} أول من يملك المفتاح للتجديد.",
  "trust.keys": "من يملك أي مفاتيح",
  "trust.keys.hint":
    "بحسب قائمة العضوات، قيدًا قيدًا. أما غرض كل صندوق واسم كل واحدة فمكتوب داخل الصناديق.",
  "trust.keys.boxes": "الصناديق",
  "trust.keys.role": "الدور",
  "trust.keys.none": "لا شيء",
  "trust.keys.someone": "العضوة {code}",
  "trust.keys.member": "العضوة",

  "notice.withheld.do": "يمكنكِ المتابعة. يعيد هذا الجهاز السؤال كل دقيقة.",
  "notice.healing.do":
    "ما تكتبينه ينتظر على هذا الجهاز. تقول صفحة الثقة ما الناقص، ومنها تواصل مديرة العمل.",
  "notice.witness.do": "يمكنكِ المتابعة. اسألي من يدير الشاهد.",
  "alarm.title": "توقّفي عن الكتابة. سجل الخادم غير متطابق.",
  "alarm.when": "{at}: {what}",
  "alarm.safe":
    "نسختك كاملة وما زالت مقروءة. ما تكتبينه يبقى على هذا الجهاز حتى يُثبت الخادم أنه يحفظه.",
  "alarm.call": "اتصلي بمديرة على الرقم الذي تعرفينه، لا على رقم من رسالة.",
  "alarm.compare": "قارنا الكلمات الست التي تعرضها صفحة الثقة على شاشتيكما.",
  "alarm.paper": "إن اختلف فاستخدمي الورق الليلة.",
  "alarm.codes":
    "{count, plural, zero {لا نتائج} one {نتيجة واحدة} two {نتيجتان} few {# نتائج} many {# نتيجة} other {# نتيجة}}، للمدقّقة",
  "alarm.proof": "حفظ التقرير للمدقّقة",
  "recovered.title": "استُعملت أوراق الاستعادة",
  "recovered.entries": "القيود من {first} إلى {last} في قائمة الأعضاء وُقّعت بورقتين من الثلاث.",
  "recovered.who": "ذهبت مفاتيح كل الصناديق إلى {names}.",
  "recovered.do": "إن لم يكن لديكِ علم بذلك فاسألي من يحفظون الأوراق، اليوم وليس عبر هذا الجهاز.",
  "recovered.known": "لديّ علم بذلك",
  "trust.compare": "المقارنة مع زميلة",
  "trust.compare.how":
    "اتصلي بها على الرقم الذي تعرفينه. حين تعرض الشاشتان القائمة رقم {size, number} تكون هذه الكلمات الست نفسها؛ وإن اختلفت فالخادم يعرض عليكما أشياء مختلفة.",
  "trust.past": "إنذارات سابقة",
  "trust.past.hint": "زال سببها. أخبري مديرة إن لم تسمعي بها.",
  "trust.past.line": "من {from} حتى {to}",
  "trust.past.proof": "حفظ الأدلة",
  "trust.since": "منذ متى",
  "trust.since.hint":
    "قائمة الأعضاء لا تعرف التواريخ. هذا وقت أول مرة رآه فيها هذا الجهاز؛ وهو يعرف المنظمة منذ {day}.",
  "trust.since.day": "منذ {day}",
  "trust.since.before": "منذ ما قبل {day}",
  "trust.since.box": "{house}: {box}",
  "alarm.member.title": "عبثت زميلة بالمفاتيح. ليس الخادم مسؤولًا.",
  "alarm.member.who": "مصدره {names}.",
  "alarm.member.do": "اسأليها عنه وجهًا لوجه. إن كان مقصودًا أو لم تستطع تفسيره فلتُزلها مديرة.",
  "alarm.member.safe": "ما ترينه صحيح. وما تكتبينه ينتظر على هذا الجهاز حيث ينقص مفتاح.",
  "alarm.do.rollback":
    "اسألي من يدير الخادم هل أُعيدت نسخة احتياطية قديمة. إن لم يكن ذلك فهناك ما يُخفى.",
  "alarm.do.fork":
    "عرض الخادم عليكِ وعلى غيركِ أشياء مختلفة. لا تقررا معًا شيئًا بحسب الشاشة قبل المقارنة.",
  "alarm.do.foreign":
    "حاول أحد أن يكتب ما لا يحق له. لم يحصل أحد بذلك على حق أو مفتاح، ولا تعرضه أي شاشة.",
  "alarm.do.held": "هناك ما يُحجب. ما ترينه صحيح، وربما ليس كله.",
} as const satisfies Translation<typeof english>;
