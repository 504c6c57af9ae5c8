#include "knowledge/lookup.h"

#include <algorithm>
#include <array>
#include <span>
#include <tuple>

#include "base/text.h"
#include "knowledge/article_search.h"
#include "knowledge/code_names.h"
#include "knowledge/pasted_text.h"
#include "knowledge/query.h"
#include "knowledge/words.h"

namespace doctor {

std::string_view hit_kind_name(HitKind kind) {
  static constexpr std::array<std::string_view, 7> kNames = {"event",      "alert",           "state",       "status",
                                                             "cert_trust", "cert_trust_info", "cipher_suite"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string_view hit_fit_name(HitFit fit) {
  static constexpr std::array<std::string_view, 4> kNames = {"exact", "pasted", "near", "words"};
  return kNames[static_cast<std::size_t>(fit)];
}

namespace {

HitKind kind_of(CodeSpace space) {
  switch (space) {
    case CodeSpace::tls_alert:
      return HitKind::alert;
    case CodeSpace::schannel_state:
      return HitKind::state;
    case CodeSpace::cert_trust:
      return HitKind::cert_trust;
    case CodeSpace::cert_trust_info:
      return HitKind::cert_trust_info;
    case CodeSpace::cipher_suite:
      return HitKind::cipher_suite;
    case CodeSpace::status:
      break;
  }
  return HitKind::status;
}

bool is_schannel_alert(std::uint32_t event_id) {
  return event_id == 36887 || event_id == 36888;
}

class Lookup {
 public:
  Lookup(const KnowledgeBase& knowledge, std::string_view text) : knowledge_(knowledge), query_(parse_query(text)) {}

  std::vector<Hit> run() {
    if (query_.words.empty() && !query_.event_id) return {};
    find_provider();
    recognise();
    look_for_bare_numbers();
    look_for_events();
    look_for_alert_and_state();
    look_for_capi2_xml();
    look_for_suites();
    look_for_status();
    look_for_names();
    if (hits_.empty()) look_for_near_names();
    if (hits_.empty()) look_for_telling_numbers();
    if (hits_.empty()) look_for_words();
    finish();
    return std::move(hits_);
  }

 private:
  // Hits: one for each article; a better way to it wins, inserts add up.

  Hit& add(Hit hit) {
    for (Hit& h : hits_) {
      if (h.kind != hit.kind || h.event != hit.event || h.code != hit.code || h.value != hit.value) continue;
      if (hit.score > h.score) {
        h.score = hit.score;
        h.fit = hit.fit;
      }
      if (h.direction == Direction::unknown) h.direction = hit.direction;
      for (auto& insert : hit.inserts) h.inserts.push_back(std::move(insert));
      return h;
    }
    hits_.push_back(std::move(hit));
    return hits_.back();
  }

  Hit& add_event(const EventArticle& event, int score, HitFit fit = HitFit::exact) {
    Hit hit;
    hit.fit = fit;
    hit.score = score;
    hit.event = &event;
    hit.value = event.event_id;
    return add(std::move(hit));
  }

  Hit& add_code(const CodeArticle& code, int score, HitFit fit = HitFit::exact) {
    Hit hit;
    hit.kind = kind_of(code.space);
    hit.fit = fit;
    hit.score = score;
    hit.code = &code;
    hit.value = code.value;
    hit.direction = hit.kind == HitKind::alert ? direction() : Direction::unknown;
    return add(std::move(hit));
  }

  void add_unknown(HitKind kind, std::uint64_t value, int score, std::string note) {
    Hit hit;
    hit.kind = kind;
    hit.score = score;
    hit.value = value;
    hit.note = std::move(note);
    add(std::move(hit));
  }

  // Events.

  /// The provider the query names, by any of its names: what stands before "/36888", or the longest name among the words.
  void find_provider() {
    std::string text = " ";
    for (const Word& w : words_of(query_.provider.empty() ? query_.text : query_.provider, 4000)) {
      text += w.text;
      text += ' ';
    }
    std::size_t longest = 0;
    std::vector<std::string_view> names;
    for (const ProviderNames& p : knowledge_.providers()) {
      names.push_back(p.name);
      names.insert(names.end(), p.aliases.begin(), p.aliases.end());
      consider_provider(p, p.name, text, longest);
      for (const std::string& alias : p.aliases) consider_provider(p, alias, text, longest);
    }
    if (provider_.empty() && !query_.provider.empty()) {
      provider_ = canonical(nearest_name(query_.provider, names));
      provider_guessed_ = !provider_.empty();
    }
  }

  void consider_provider(const ProviderNames& p, const std::string& name, const std::string& text,
                         std::size_t& longest) {
    std::string pattern = " ";
    for (const Word& w : words_of(name, 20)) {
      pattern += w.text;
      pattern += ' ';
    }
    if (pattern.size() <= longest || text.find(pattern) == std::string::npos) return;
    longest = pattern.size();
    provider_ = p.name;
  }

  std::string canonical(std::string_view name) const {
    for (const ProviderNames& p : knowledge_.providers()) {
      if (p.name == name) return p.name;
      if (std::find(p.aliases.begin(), p.aliases.end(), name) != p.aliases.end()) return p.name;
    }
    return {};
  }

  void recognise() {
    if (query_.words.size() < 3) return;
    const auto found = recognise_text(knowledge_.events(), query_.text);
    int score = 960;
    for (const RecognisedText& r : found) {
      Hit& hit = add_event(*r.event, score, HitFit::pasted);
      hit.inserts = r.inserts;
      if (r.event->provider == "Schannel") add_caller(hit);
      score -= 10;
      if (score < 900) break;
    }
    if (!found.empty()) read_inserts(found.front());
  }

  /// Windows Server 2022 ends the text of nearly every Schannel event with the calling process.
  void add_caller(Hit& hit) const {
    EventArticle caller;
    caller.texts = {"The SSPI client process is {CallerProcessImageName} (PID: {CallerProcessId})."};
    const auto found = recognise_text(std::span(&caller, 1), query_.text);
    if (found.empty()) return;
    for (const auto& insert : found.front().inserts) {
      const bool known =
          std::any_of(hit.inserts.begin(), hit.inserts.end(), [&](const auto& i) { return i.first == insert.first; });
      if (!known) hit.inserts.push_back(insert);
    }
  }

  void read_inserts(const RecognisedText& r) {
    for (const auto& [name, value] : r.inserts) {
      const Query part = parse_query(value);
      if (part.numbers.empty()) continue;
      const QueryNumber& n = part.numbers.front();
      if (name == "AlertDesc" && n.plain && *n.plain <= 255) query_.alert = n.plain;
      if ((name == "ErrorState" || name == "ErrorStatus") && n.plain) query_.state = n.plain;
      if (n.status) query_.numbers.push_back(n);
    }
    if (!query_.event_id) query_.event_id = r.event->event_id;
    if (provider_.empty()) provider_ = r.event->provider;
  }

  /// A pasted alert event in a language whose words are not known: the alert is its last number, or the last but one before a state.
  void look_for_values_of_localised_text() {
    if (!query_.event_id || !is_schannel_alert(*query_.event_id) || query_.alert || query_.numbers.empty()) return;
    const auto is_alert = [&](const QueryNumber& n) {
      return n.plain && !n.hex && knowledge_.code(CodeSpace::tls_alert, *n.plain) != nullptr;
    };
    const QueryNumber& last = query_.numbers.back();
    const bool state_behind = *query_.event_id == 36888 && query_.numbers.size() > 1 && last.plain && !last.hex &&
                              !knowledge_.codes(CodeSpace::schannel_state, *last.plain).empty();
    if (state_behind && is_alert(query_.numbers.rbegin()[1])) {
      query_.alert = query_.numbers.rbegin()[1].plain;
      query_.state = last.plain;
    } else if (is_alert(last)) {
      query_.alert = last.plain;
    }
  }

  /// "36888 40 1205", "40 1205", "36888", "40": numbers without a word to say what they are. In a long text they are anything.
  void look_for_bare_numbers() {
    if (!query_.is_short()) {
      for (const QueryNumber& n : query_.numbers) {
        const bool fits = n.plain && !provider_.empty() && *n.plain <= UINT32_MAX &&
                          knowledge_.event(provider_, static_cast<std::uint32_t>(*n.plain)) != nullptr;
        if (fits && !query_.event_id) query_.event_id = static_cast<std::uint32_t>(*n.plain);
      }
      look_for_values_of_localised_text();
      return;
    }
    auto& numbers = query_.numbers;
    const auto take = [&](auto fits) -> std::optional<std::uint64_t> {
      for (auto it = numbers.begin(); it != numbers.end(); ++it) {
        if (!it->plain || it->hex || !fits(*it->plain)) continue;
        const std::uint64_t value = *it->plain;
        numbers.erase(it);
        return value;
      }
      return std::nullopt;
    };
    const bool in_company = !provider_.empty() || numbers.size() > 1 || query_.alert || query_.state;
    if (!query_.event_id && in_company) {
      if (const auto id = take([&](std::uint64_t n) { return n >= 36864 && n <= 36928; })) {
        query_.event_id = static_cast<std::uint32_t>(*id);
      } else if (!provider_.empty()) {
        const auto known = take([&](std::uint64_t n) {
          return n <= UINT32_MAX && knowledge_.event(provider_, static_cast<std::uint32_t>(n)) != nullptr;
        });
        if (known) query_.event_id = static_cast<std::uint32_t>(*known);
      }
    }
    const bool about_alert = query_.event_id && is_schannel_alert(*query_.event_id);
    const bool pair = numbers.size() == 2 && !query_.event_id && !query_.alert && !query_.state;
    if (!query_.alert && (about_alert || pair)) query_.alert = take([](std::uint64_t n) { return n <= 255; });
    if (!query_.state && query_.alert && (about_alert || pair)) query_.state = take([](std::uint64_t) { return true; });
    for (const QueryNumber& n : numbers) {
      if (n.plain && !n.hex) look_for_lone_number(*n.plain);
    }
  }

  void look_for_lone_number(std::uint64_t n) {
    if (const CodeArticle* alert = knowledge_.code(CodeSpace::tls_alert, n)) add_code(*alert, 950);
    for (const EventArticle& e : knowledge_.events()) {
      if (e.event_id == n) add_event(e, 940);
    }
    for (const CodeArticle& c : knowledge_.codes(CodeSpace::schannel_state, n)) add_code(c, 930);
    if (const CodeArticle* status = knowledge_.code(CodeSpace::status, n)) add_code(*status, 920);
    if (n <= 255) return;  // a suite in decimal
    if (const CodeArticle* suite = knowledge_.code(CodeSpace::cipher_suite, n)) add_code(*suite, 910);
  }

  void look_for_events() {
    if (!query_.event_id) return;
    const EventArticle* exact = provider_.empty() ? nullptr : knowledge_.event(provider_, *query_.event_id);
    if (exact != nullptr) {
      Hit& hit = add_event(*exact, 1000, provider_guessed_ ? HitFit::near : HitFit::exact);
      add_query_values(hit);
      return;
    }
    const bool any_provider = provider_.empty() && query_.provider.empty();
    const int score = any_provider ? 1000 : 700;  // an event of another provider than the one named is second best
    for (const EventArticle& e : knowledge_.events()) {
      if (e.event_id != *query_.event_id) continue;
      Hit& hit = add_event(e, score, any_provider ? HitFit::exact : HitFit::near);
      if (e.provider == "Schannel") add_query_values(hit);
    }
  }

  /// What the query says of the event besides its id, unless the pasted text said it already.
  void add_query_values(Hit& hit) const {
    const auto say = [&hit](std::string_view name, std::optional<std::uint64_t> value) {
      if (!value) return;
      for (const auto& insert : hit.inserts) {
        if (insert.first == name) return;
      }
      hit.inserts.emplace_back(name, std::to_string(*value));
    };
    say("AlertDesc", query_.alert);
    say(hit.value == 36870 ? "ErrorStatus" : "ErrorState", query_.state);
  }

  // Alerts and states.

  Direction direction() const {
    if (query_.event_id == 36888u) return Direction::sent;
    if (query_.event_id == 36887u) return Direction::received;
    if (query_.says_sent == query_.says_received) return Direction::unknown;
    return query_.says_sent ? Direction::sent : Direction::received;
  }

  void look_for_alert_and_state() {
    if (query_.alert) {
      if (const CodeArticle* alert = knowledge_.code(CodeSpace::tls_alert, *query_.alert)) {
        add_code(*alert, 990);
      } else {
        add_unknown(HitKind::alert, *query_.alert, 990,
                    "unassigned alert: suspect a device in between, or a peer that does not speak TLS");
      }
    } else if (!query_.alert_name.empty()) {
      look_for_alert_name();
    }
    if (query_.state) look_for_state(*query_.state);
  }

  /// "alert handshake failure": the name may go on with words that do not belong to it.
  void look_for_alert_name() {
    for (std::string name = query_.alert_name; !name.empty();) {
      if (add_named(name, 990)) return;
      name.resize(name.find('_') == std::string::npos ? 0 : name.rfind('_'));
    }
    for (const CodeArticle* c : alerts_nearly_named(knowledge_, query_.alert_name)) add_code(*c, 850, HitFit::near);
  }

  void look_for_state(std::uint64_t state) {
    const auto alert = query_.alert ? std::optional(static_cast<std::uint32_t>(*query_.alert)) : std::nullopt;
    if (const CodeArticle* known = knowledge_.state(state, alert, state_event())) {
      add_code(*known, 980);
      return;
    }
    const auto others = knowledge_.codes(CodeSpace::schannel_state, state);
    if (others.empty() || alert) {
      add_unknown(HitKind::state, state, 980,
                  alert ? "undocumented state: nothing is known of it with this alert, go by the alert alone"
                        : "undocumented state: no source says what it means");
    }
    for (const CodeArticle& c : others) add_code(c, alert ? 700 : 980);
  }

  /// States belong to an event. With an alert it can only be 36888.
  std::optional<std::uint32_t> state_event() const {
    if (query_.event_id) return query_.event_id;
    return query_.alert ? std::optional<std::uint32_t>(36888) : std::nullopt;
  }

  // Status codes, trust flags, names.

  void look_for_status() {
    for (const QueryNumber& n : query_.numbers) {
      if (!n.status) continue;
      if (const CodeArticle* status = knowledge_.code(CodeSpace::status, *n.status)) {
        add_code(*status, 970);
      } else if (n.hex && *n.status != 0 && (*n.status >> 28) == 0 && look_for_flags(*n.status)) {
        continue;
      } else if (query_.is_short() && !query_.says_suite && !is_suite(n)) {
        add_unknown(HitKind::status, *n.status, 970, describe_unknown_status(*n.status));
      }
    }
  }

  /// True if every bit of it is a known trust flag; adds them. The same bits mean something else in InfoStatus.
  bool look_for_flags(std::uint64_t flags) {
    const auto errors = trust_flags(knowledge_, CodeSpace::cert_trust, flags);
    const auto infos = trust_flags(knowledge_, CodeSpace::cert_trust_info, flags);
    for (const CodeArticle* flag : errors) add_code(*flag, query_.says_info ? 965 : 970);
    for (const CodeArticle* flag : infos) add_code(*flag, query_.says_info ? 970 : 965);
    return !errors.empty() || !infos.empty();
  }

  /// CAPI2's XML: the element below UserData tells the event, its flags are read by the query.
  void look_for_capi2_xml() {
    constexpr std::array<std::pair<std::string_view, std::uint32_t>, 8> kElements = {
        {{"certgetcertificatechain", 11},
         {"certverifycertificatechainpolicy", 30},
         {"certverifyrevocation", 41},
         {"certrejectedrevocationinfo", 42},
         {"cryptretrieveobjectbyurlcache", 51},
         {"cryptretrieveobjectbyurlwire", 53},
         {"cryptacquirecertificateprivatekey", 70},
         {"x509objects", 90}}};
    if (query_.trust) look_for_flags(*query_.trust);
    for (const auto& [element, id] : kElements) {
      if (std::find(query_.words.begin(), query_.words.end(), element) == query_.words.end()) continue;
      if (const EventArticle* e = knowledge_.event("Microsoft-Windows-CAPI2", id)) add_event(*e, 995);
      return;
    }
  }

  /// A long question that names the id of an event: a number that only one article has.
  void look_for_telling_numbers() {
    for (const QueryNumber& n : query_.numbers) {
      if (!n.plain || n.hex || *n.plain < 1000) continue;
      const EventArticle* only = nullptr;
      bool several = false;
      for (const EventArticle& e : knowledge_.events()) {
        if (e.event_id != *n.plain) continue;
        several = only != nullptr;
        only = &e;
      }
      if (only != nullptr && !several) add_event(*only, 890);
    }
  }

  /// "0xC030", "suite c030", "cipher suite 49200".
  void look_for_suites() {
    if (!query_.is_short()) return;
    for (const QueryNumber& n : query_.numbers) {
      if (!n.plain || (!n.hex && !query_.says_suite)) continue;
      if (const CodeArticle* suite = knowledge_.code(CodeSpace::cipher_suite, *n.plain)) {
        add_code(*suite, query_.says_suite ? 985 : n.text.size() == 6 ? 972 : 968);  // 0x and four digits
      } else if (query_.says_suite && n.hex && *n.plain <= 0xffff) {
        add_unknown(HitKind::cipher_suite, *n.plain, 985,
                    "no suite that Windows offers; the IANA registry of TLS lists the others");
      }
    }
  }

  bool is_suite(const QueryNumber& n) const {
    return n.plain && knowledge_.code(CodeSpace::cipher_suite, *n.plain) != nullptr;
  }

  bool add_named(std::string_view name, int score) {
    const auto found = codes_named(knowledge_, name);
    for (const CodeArticle* c : found) add_code(*c, score);
    return !found.empty();
  }

  static bool looks_like_name(std::string_view word) {
    return word.size() <= 64 && word.find('_') != std::string_view::npos;
  }

  void look_for_names() {
    for (const std::string& word : query_.words) {
      if (looks_like_name(word)) add_named(word, 960);
    }
    if (!query_.is_short() || query_.words.empty()) return;
    std::string joined;  // "handshake failure" alone
    for (const std::string& word : query_.words) joined += (joined.empty() ? "" : "_") + word;
    add_named(joined, 960);
  }

  void look_for_near_names() {
    if (!query_.is_short()) return;
    for (const std::string& word : query_.words) {
      if (!looks_like_name(word)) continue;
      for (const CodeArticle* c : codes_nearly_named(knowledge_, word)) add_code(*c, 800, HitFit::near);
    }
  }

  void look_for_words() {
    if (!query_.provider.empty()) return;  // "Schannel/99999" asks for an event and nothing else
    for (const FoundArticle& found : search_articles(knowledge_, query_.text)) {
      if (found.event != nullptr) add_event(*found.event, found.score, HitFit::words);
      if (found.code != nullptr) add_code(*found.code, found.score, HitFit::words);
    }
  }

  void finish() {
    const auto key = [](const Hit& h) {
      const std::string_view provider = h.event == nullptr ? std::string_view() : std::string_view(h.event->provider);
      const auto confidence = h.event == nullptr ? Confidence::verified : h.event->confidence;
      return std::tuple(-h.score, h.kind, confidence, provider, h.value);
    };
    std::stable_sort(hits_.begin(), hits_.end(), [&](const Hit& a, const Hit& b) { return key(a) < key(b); });
    if (hits_.size() > kMostHits) hits_.resize(kMostHits);
  }

  const KnowledgeBase& knowledge_;
  Query query_;
  std::string provider_;  ///< as the knowledge base writes it; empty if the query names none
  bool provider_guessed_ = false;
  std::vector<Hit> hits_;
};

}  // namespace

std::vector<Hit> look_up(const KnowledgeBase& knowledge, std::string_view query) {
  return Lookup(knowledge, query).run();
}

}  // namespace doctor
