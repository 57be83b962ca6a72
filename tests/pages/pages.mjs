// The pages that are measured. `main`: the ten main page types, for guests, with Lighthouse as well. `optional`:
// made by an editor, so a portal may lack it; then the report says so.
export const GUEST = [
  { name: "home", path: "/", main: true },
  { name: "listing", path: "/thu-tuc", main: true },
  { name: "search results", path: "/thu-tuc?q=khai+sinh", main: true },
  { name: "procedure", path: "/thu-tuc/2.000635", main: true },
  { name: "news item", path: "/tin-tuc/muc-tieu-20-phan-tram", main: true },
  { name: "guide", path: "/huong-dan/khai-sinh-cho-con", main: true },
  { name: "support points", path: "/diem-ho-tro", main: true, optional: true },
  { name: "questions", path: "/hoi-dap", main: true, optional: true },
  { name: "contact", path: "/lien-he", main: true },
  { name: "help", path: "/tro-giup", main: true },
  { name: "track", path: "/tra-cuu", main: true },
  { name: "figures", path: "/thong-ke", main: true },
  { name: "nothing found", path: "/thu-tuc?q=zzzzxx" },
  { name: "agencies", path: "/co-quan" },
  { name: "agency", path: "/co-quan/so-tu-phap" },
  { name: "sectors", path: "/linh-vuc" },
  { name: "news", path: "/tin-tuc" },
  { name: "guides", path: "/huong-dan" },
  { name: "press", path: "/bao-chi", optional: true },
  { name: "site map", path: "/so-do" },
  { name: "accessibility", path: "/kha-nang-tiep-can" },
  { name: "search of the portal", path: "/@@search?SearchableText=khai+sinh" },
  { name: "log in", path: "/login" },
  { name: "filing", path: "/thu-tuc/2.000635/nop-ho-so" },
  { name: "filing, first step", path: "/thu-tuc/2.000635/nop-ho-so", follow: "main form button.btn-primary" },
  { name: "register", path: "/dang-ky" },
  { name: "log in with a code", path: "/dang-nhap-bang-ma" },
  { name: "forgotten password", path: "/quen-mat-khau" },
  { name: "go on with a draft", path: "/lam-tiep" },
  { name: "find dossiers again", path: "/tim-lai-ho-so" },
  { name: "practice", path: "/lam-thu" },
  { name: "no such page", path: "/khong-co-trang-nay", status: 404 },
];

export const SIGNED_IN = [
  { name: "my dossiers", user: "cong.dan", path: "/ho-so-cua-toi" },
  { name: "my account", user: "cong.dan", path: "/ca-nhan" },
  { name: "my security", user: "cong.dan", path: "/bao-mat" },
  { name: "my messages", user: "cong.dan", path: "/thong-bao-cua-toi" },
  { name: "worklist", user: "mot.cua", path: "/viec?tab=all" },
  { name: "dossier", user: "mot.cua", path: "/viec?tab=all", follow: ".dvc-table tbody a[href*='/ho-so/']" },
  { name: "reception", user: "mot.cua", path: "/tiep-nhan" },
  { name: "figures", user: "giam.sat", path: "/thong-ke" },
];

export const PASSWORD = process.env.DVC_SAMPLE_PASSWORD || "Mau-2018-hanam";

// The bars; what is below one fails the run.
export const BARS = { score: 95, homeBytes: 200 * 1024 };
export const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
