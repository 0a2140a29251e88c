import type { Translation } from "../catalogue.ts";
import type { checkup as english } from "../en/checkup.ts";

/** The page that examines this installation, in Arabic. */
export const checkup = {
  "checkup.title": "هل هذا التثبيت سليم؟",
  "checkup.lead": "تفحص هذه الصفحة الخادم الذي أرسلها وهذا المتصفح. لا يُفتح شيء يخص أحدًا.",
  "checkup.verdict.going": "جارٍ الفحص…",
  "checkup.verdict.good": "لا يوجد خلل.",
  "checkup.verdict.bad": "يوجد خلل. اعرضي هذه الصفحة على من يدير الخادم.",
  "checkup.progress": "قورن {done, number} من {of, number} من الملفات",
  "checkup.again": "إعادة الفحص",
  "checkup.failed": "تعذّر فحص هذا.",
  "checkup.browser": "هذا المتصفح",
  "checkup.browser.good": "يستطيع كل ما يلزم.",
  "checkup.browser.noTypes":
    "يستطيع كل ما يلزم. لكنه لا يعرف Trusted Types، وهي سور ثانٍ أمام النصوص البرمجية الغريبة؛ متصفح أحدث يعرفها.",
  "checkup.browser.bad":
    "ينقصه شيء لا يمكن من دونه ختم شيء أو فتحه هنا. استعملي متصفحًا أحدث، أو افتحي العنوان بـ https.",
  "checkup.headers": "القواعد التي يرسلها الخادم مع كل صفحة",
  "checkup.headers.good":
    "هي كما يجب، على الصفحة وعلى مساعديها: لا يمكن تحميل شيء من مكان آخر ولا الوصول إليه.",
  "checkup.headers.bad": "بعضها ناقص أو مختلف. ربما غيّرها وسيط أمام الخادم.",
  "checkup.answers": "الخادم وقاعدة بياناته",
  "checkup.answers.good": "يجيبان، ولم يبلّغ أي متصفح عن مخالفة للقواعد.",
  "checkup.answers.bad": "الخادم لا يصل إلى قاعدة بياناته.",
  "checkup.answers.reports":
    "يجيبان، لكن متصفحات بلّغت عن {count, plural, zero {# مخالفة} one {مخالفة واحدة} two {مخالفتين} few {# مخالفات} many {# مخالفة} other {# مخالفة}} للقواعد. لا ينبغي أن يحدث هذا أبدًا.",
  "checkup.live": "الخط المفتوح مع الخادم",
  "checkup.live.good": "يمكن فتحه: ما تكتبه الزميلات يصل فورًا.",
  "checkup.live.bad":
    "لا يمكن فتحه، فما تكتبه الزميلات يصل متأخرًا. على الوسيط أن يمرّر WebSocket على /v1/live.",
  "checkup.worker": "الجزء الذي يحمل المفاتيح",
  "checkup.worker.good": "يعمل منفصلًا عن الصفحة ويستطيع الحساب.",
  "checkup.worker.bad": "لا يجيب. شيء ما يمنع هنا WebAssembly أو العمال.",
  "checkup.storage": "المخزن على هذا الجهاز",
  "checkup.storage.good": "ما يُكتب يمكن قراءته من جديد، ولن يرميه المتصفح من تلقاء نفسه.",
  "checkup.storage.mayGo":
    "ما يُكتب يمكن قراءته من جديد. إن امتلأ الجهاز فقد يرميه المتصفح؛ وما أكّده الخادم لا يضيع بذلك.",
  "checkup.storage.bad": "لا يمكن كتابة شيء هنا. قد يكون السبب نافذة خاصة أو جهازًا ممتلئًا.",
  "checkup.files": "الملفات التي يرسلها الخادم",
  "checkup.files.good": "كل الملفات وعددها {count, number} كما في قائمة الإصدار {version}.",
  "checkup.files.bad":
    "{count, plural, zero {# ملف} one {ملف واحد} two {ملفان} few {# ملفات} many {# ملفًا} other {# ملف}} ليس كما في القائمة. لا تسجّلي الدخول هنا قبل أن تعرفي السبب.",
  "checkup.files.noList": "لا يعطي الخادم قائمة مقروءة بملفاته.",
  "checkup.signed": "من صنع هذه الملفات",
  "checkup.signed.good": "القائمة موقّعة من {by}.",
  "checkup.signed.nobody": "لم يوقّع أحد القائمة. من بنى هذه النسخة يستطيع أن يقول ذلك بطريق آخر.",
  "checkup.signed.unknown": "القائمة موقّعة، لكن بمفتاح لا تعرفه هذه النسخة.",
  "checkup.signed.bad": "التوقيع تحت قائمة الملفات زائف. لا تسجّلي الدخول هنا.",
  "checkup.kept": "نسخة الملفات على هذا الجهاز",
  "checkup.kept.good":
    "كل الملفات المحفوظة للعمل دون شبكة، وعددها {count, number}، كما في القائمة.",
  "checkup.kept.none": "لا نسخة محفوظة هنا. تُصنع بعد دخول إحداهن، إن سمحت المنظمة بذلك.",
  "checkup.kept.other":
    "النسخة على هذا الجهاز من إصدار غير إصدار الخادم الآن. أغلقي كل علامات تبويب هذا العنوان وافتحيه من جديد.",
  "checkup.kept.bad":
    "بعض ملفات النسخة على هذا الجهاز ليست كما في القائمة. امسحي بيانات هذا الموقع في المتصفح.",
  "checkup.kept.foreign": "نص برمجي ليس لنا يقف بين هذه الصفحة والخادم.",
  "checkup.cannot": "ما لا تستطيع هذه الصفحة إثباته",
  "checkup.cannot.host":
    "أن الخادم صادق. هذه الصفحة جاءت منه أيضًا: خادم يريد الخداع يرسل صفحة لا تجد شيئًا. لا يعرف ذلك إلا من يقارن من الخارج: مدقّقة معها الأداة، أو نسخة من هذه الصفحة على مضيف آخر.",
  "checkup.cannot.others": "أن الصفحة التالية، أو صفحة زميلة، هي نفسها. لقد رأت ما أُرسل هنا والآن.",
  "checkup.cannot.device": "أي شيء عن هذا الجهاز: برنامج عليه أو إضافة في المتصفح قد تقرأ معكِ.",
  "trust.checkup": "هل هذا التثبيت سليم؟",
} as const satisfies Translation<typeof english>;
