#include "knowledge/pasted_text.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "knowledge/built_in.h"

using namespace doctor;

namespace {

EventArticle article(std::uint32_t id, std::vector<std::string> texts) {
  EventArticle a;
  a.provider = "Contoso";
  a.event_id = id;
  a.texts = std::move(texts);
  return a;
}

std::string recognised(const std::vector<EventArticle>& events, std::string_view text) {
  std::string out;
  for (const RecognisedText& r : recognise_text(events, text)) {
    out += std::to_string(r.event->event_id);
    for (const auto& [name, value] : r.inserts) out += " " + name + "=" + value;
    out += "\n";
  }
  return out;
}

const std::vector<EventArticle>& events() {
  static const std::vector<EventArticle> kEvents = {
      article(1, {"The lamp in the {Room} room went out at {Time} sharp. The code is {Code}. Please call {Name}."}),
      article(2, {"An {Colour} lamp was switched on by somebody in the house."}),
      article(3, {"Creating an SSL {Type} credential."})};
  return kEvents;
}

}  // namespace

TEST_CASE("a whole text gives the event and its inserts") {
  CHECK(recognised(events(),
                   "The lamp in the big blue room went out at 7:15 sharp. The code is -5. Please call Ann B.") ==
        "1 Room=big blue Time=7:15 Code=-5 Name=Ann B\n");
}

TEST_CASE("case, punctuation and line breaks do not matter") {
  CHECK(recognised(events(), "the LAMP, in the\r\n hall room:\twent out -- at noon sharp. the code is: 3") ==
        "1 Room=hall Time=noon Code=3\n");
}

TEST_CASE("a text cut off is recognised once enough of it is there") {
  CHECK(recognised(events(), "The lamp in the hall room went out") == "1 Room=hall\n");
  CHECK(recognised(events(), "The lamp in the") == "");
}

TEST_CASE("an insert at the very start is what stands before, on the same line") {
  CHECK(recognised(events(), "Note:\nAn dark red lamp was switched on by somebody in the house.") ==
        "2 Colour=dark red\n");
}

TEST_CASE("SSL and TLS are one word") {
  CHECK(recognised(events(), "Creating a TLS client credential.") == "3 Type=client\n");
  CHECK(recognised(events(), "Creating an SSL server credential.") == "3 Type=server\n");
}

TEST_CASE("several events in one paste are all found, best first") {
  CHECK(recognised(events(),
                   "Creating a TLS client credential.\nAn old lamp was switched on by somebody in the house.\n") ==
        "2 Colour=old\n3 Type=client\n");
}

TEST_CASE("brackets that belong to an insert stay with it") {
  CHECK(recognised(events(), "The lamp in the RtcHost(6756) room went out at {63BB} sharp.") ==
        "1 Room=RtcHost(6756) Time={63BB}\n");
}

TEST_CASE("other texts are not recognised") {
  CHECK(recognised(events(), "") == "");
  CHECK(recognised(events(), "The quick brown fox jumps over the lazy dog in the house.") == "");
  CHECK(recognised({}, "Creating an SSL server credential.") == "");
}

TEST_CASE("every text of the knowledge base is recognised as its own event") {
  const KnowledgeBase& kb = test::built_in_knowledge();
  for (const EventArticle& e : kb.events()) {
    for (const std::string& t : e.texts) {
      std::string text;
      bool inside = false;
      for (const char c : t) {
        if (c == '{') text += "4711";
        inside = c == '{' || (inside && c != '}');
        if (!inside && c != '}') text += c;
      }
      CAPTURE(text);
      const auto found = recognise_text(kb.events(), text);
      REQUIRE_FALSE(found.empty());
      CHECK(found.front().event->provider + "/" + std::to_string(found.front().event->event_id) ==
            e.provider + "/" + std::to_string(e.event_id));
    }
  }
}

TEST_CASE("a hostile text takes bounded time") {
  std::string text;
  while (text.size() < 1'000'000) text += "The lamp in the The service entered the ";
  (void)recognise_text(test::built_in_knowledge().events(), text);
  CHECK(recognised(events(), text).size() < 1000);
}
