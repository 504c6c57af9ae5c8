#include "xml/xml_source.h"

#include <utility>

#include "xml/input.h"
#include "xml/slice_reader.h"
#include "xml/slices.h"

namespace doctor {

namespace {

class XmlSource final : public EventSource {
 public:
  XmlSource(xml::Input input, xml::SliceIndex index, std::string shown_path)
      : input_(std::move(input)), index_(std::move(index)), info_{std::move(shown_path), "xml", input_.size()} {
    if (index_.events == 0 && input_.size() > 0) {
      opening_damage_.add({"xml-no-events",
                           Severity::warning,
                           {},
                           0,
                           "there is no event in this file",
                           "export with: wevtutil qe LOG /f:xml > file.xml"});
    }
  }

  const SourceInfo& info() const override { return info_; }
  std::size_t slices() const override { return index_.slices.size(); }

  void read(std::size_t slice, const Prefilter& wanted, EventBatch& out) const override {
    out.clear();
    xml::SliceReader reader(input_, index_.encoding.encoding, wanted, out);
    reader.read(index_.slices[slice], slice + 1 == index_.slices.size());
  }

  void render(std::size_t slice, const Prefilter& wanted, const RenderOptions&, EventBatch& out) const override {
    read(slice, wanted, out);  // to come
  }
  const Diagnostics& opening_damage() const override { return opening_damage_; }
  Coverage opening_coverage() const override {
    Coverage coverage;
    coverage.header = index_.encoding.bom_bytes;
    return coverage;
  }

 private:
  xml::Input input_;
  xml::SliceIndex index_;
  SourceInfo info_;
  Diagnostics opening_damage_;
};

Result<std::unique_ptr<EventSource>> open_input(xml::Input input, std::string shown_path) {
  auto index = xml::find_slices(input);
  if (!index) return index.error();
  return std::unique_ptr<EventSource>(
      std::make_unique<XmlSource>(std::move(input), std::move(*index), std::move(shown_path)));
}

}  // namespace

Result<std::unique_ptr<EventSource>> open_xml(const std::filesystem::path& path, std::string shown_path) {
  auto file = File::open(path);
  if (!file) return file.error();
  return open_input(xml::Input(std::move(*file)), std::move(shown_path));
}

Result<std::unique_ptr<EventSource>> open_xml_bytes(std::string bytes, std::string shown_path) {
  return open_input(xml::Input(std::move(bytes)), std::move(shown_path));
}

}  // namespace doctor
