#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "facts/fact_list.h"
#include "facts/tree.h"

namespace doctor::facts {

enum class ChainRole : std::uint8_t { leaf, intermediate, root };
std::string_view role_name(ChainRole role);

/// One certificate of a chain as event 11 describes it.
struct ChainElement {
  std::string_view subject, thumbprint;
  std::string_view hash;        ///< as signature_hash() gives it
  std::string_view signer_key;  ///< "RSA": the kind of key that made the signature
  std::string_view key, key_length;
  std::optional<std::uint32_t> errors, info, revocation;
  ChainRole role = ChainRole::intermediate;
  bool self_signed = false;  ///< as InfoStatus says
  bool sent = false;  ///< goes over the wire in a handshake
};

enum class ForTls : std::uint8_t { unknown, yes, no };

struct Chain {
  std::vector<ChainElement> elements;  ///< leaf first; at most kMaxElements
  std::optional<std::uint32_t> errors;
  ForTls for_tls = ForTls::unknown;
  std::string_view sign_hash_list;  ///< "RSA/SHA256;..." of StrongSignPara: what the caller accepts; may be empty
};

/// Lifetime: texts point into the event and the batch.
Chain read_chain(FactList& out, const Tree& tree);

}  // namespace doctor::facts
