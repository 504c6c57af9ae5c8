#pragma once
#include <span>
#include <string>
#include <string_view>

#include "artifact/artifact_source.h"
#include "artifact/certutil_text.h"
#include "artifact/reg_value.h"
#include "base/bytes.h"
#include "event/source.h"

namespace doctor {

/// Makes events of what was read of one file, in its order.
/// Times are no matter of the prefilter here: these events have none.
class ArtifactEvents {
 public:
  /// `computer`: the one that the file names; may be empty. All must outlive this.
  ArtifactEvents(const Prefilter& wanted, EventBatch& batch, std::string_view channel, std::string_view computer)
      : wanted_(wanted), batch_(batch), channel_(channel), computer_(computer) {}

  void add_certificate(const Location& where, ByteView der, std::string_view store);
  void add_crl(const Location& where, ByteView der, std::string_view store);
  /// A value; or, if it holds a serialised certificate or CRL, that.
  void add(const RegValue& value);
  void add(const DescribedObject& object);

 private:
  void add(ArtifactEvent kind, const Location& where, std::span<const Field> fields);
  bool add_store_entry(const RegValue& value);

  const Prefilter& wanted_;
  EventBatch& batch_;
  std::string_view channel_, computer_;
};

}  // namespace doctor
