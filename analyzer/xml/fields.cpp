#include "xml/fields.h"

#include <algorithm>

#include "xml/occurrences.h"

namespace doctor::xml {

namespace {

bool is_namespace(std::string_view attribute) {
  return attribute == "xmlns" || attribute.starts_with("xmlns:");
}

void append_index(std::string& path, std::size_t index) {
  path += "[" + std::to_string(index) + "]";
}

}  // namespace

bool is_filling(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '-' || c == '+'; });
}

bool has_child_elements(pugi::xml_node node) {
  for (const pugi::xml_node child : node.children()) {
    if (child.type() == pugi::node_element) return true;
  }
  return false;
}

std::string_view data_name(pugi::xml_node data) {
  const pugi::xml_attribute first = data.first_attribute();
  if (!first) return {};
  return first.name() == std::string_view("Name") ? first.value() : data.attribute("Name").value();
}

std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

bool is_plain_leaf(pugi::xml_node element, std::string_view& text) {
  const pugi::xml_node child = element.first_child();
  if (!child) {
    text = {};
    return true;
  }
  if (child.type() != pugi::node_pcdata || child.next_sibling()) return false;
  text = child.value();
  return true;
}

std::string_view own_text(pugi::xml_node element, EventBatch& batch) {
  std::string_view first;
  if (is_plain_leaf(element, first)) return first;
  std::string joined;
  for (const pugi::xml_node child : element.children()) {
    if (child.type() != pugi::node_pcdata && child.type() != pugi::node_cdata) continue;
    const std::string_view text = child.value();
    if (joined.empty() && first.empty()) {
      first = text;
    } else {
      if (joined.empty()) joined = first;
      joined += text;
    }
  }
  return joined.empty() ? first : batch.keep(joined);
}

void FieldCollector::add(std::string_view name, std::string_view path, std::string_view text) {
  std::string_view kept = name;
  if (path != name) {
    if (path.size() > budget_) {
      left_out_ = true;
      return;
    }
    budget_ -= path.size();
    kept = batch_.keep(path);
  }
  fields_.push_back({name, kept, Value::of_text(text)});
}

void FieldCollector::event_child(pugi::xml_node node) {
  const std::string_view name = local_name(node.name());
  if (has_child_elements(node)) {
    if (name == "EventData") {
      event_data(node);
    } else {
      children(node, {});
    }
    return;
  }
  const std::string_view text = own_text(node, batch_);  // BinaryEventData, for one
  if (!is_filling(text)) add(name, name, text);
}

void FieldCollector::event_data(pugi::xml_node parent) {
  begin_event_data();
  for (pugi::xml_node child = parent.first_child(); child; child = child.next_sibling()) {
    if (child.type() != pugi::node_element) continue;
    if (left_out_) return;
    const std::string_view name = local_name(child.name());
    std::string_view text;
    const bool leaf = is_plain_leaf(child, text);
    if (name == "Data" && (leaf || !has_child_elements(child))) {
      data(data_name(child), leaf ? text : own_text(child, batch_));
      continue;
    }
    const std::size_t index = siblings_.next(name);
    std::string path(name);
    if (index > 0) append_index(path, index);
    element(child, path);
  }
}

void FieldCollector::data(std::string_view given, std::string_view text) {
  if (left_out_) return;
  const std::string_view name = given.empty() ? "Data" : given;
  const std::size_t index = siblings_.next(name);
  if (index == 0 && !given.empty()) {
    add(name, name, text);
    return;
  }
  path_ = name;
  append_index(path_, index);
  add(name, path_, text);
}

void FieldCollector::children(pugi::xml_node node, const std::string& path) {
  Occurrences occurrences;
  std::string child_path;
  for (const pugi::xml_node child : node.children()) {
    if (child.type() != pugi::node_element) continue;
    if (left_out_) return;
    const std::string_view name = local_name(child.name());
    const std::size_t index = occurrences.next(name);
    child_path = path;
    if (!child_path.empty()) child_path += '/';
    child_path += name;
    if (index > 0) append_index(child_path, index);
    element(child, child_path);
  }
}

void FieldCollector::attributes(pugi::xml_node node, const std::string& path) {
  Occurrences occurrences;
  std::string attribute_path;
  for (const pugi::xml_attribute attribute : node.attributes()) {
    if (is_namespace(attribute.name())) continue;
    if (left_out_) return;
    const std::string_view name = local_name(attribute.name());
    const std::size_t index = occurrences.next(name);
    attribute_path = path;
    attribute_path += "/@";
    attribute_path += name;
    if (index > 0) append_index(attribute_path, index);
    add(name, attribute_path, attribute.value());
  }
}

void FieldCollector::element(pugi::xml_node node, const std::string& path) {
  const std::size_t before = fields_.size();
  attributes(node, path);
  const bool has_attributes = fields_.size() > before;
  const bool leaf = !has_child_elements(node);
  const std::string_view text = own_text(node, batch_);
  // An element that only carries attributes has no text to speak of; any other leaf has, if only the empty one.
  const bool speaks = leaf ? !text.empty() || !has_attributes : !is_filling(text);
  if (speaks && !left_out_) add(local_name(node.name()), path, text);
  if (!leaf) children(node, path);
}

}  // namespace doctor::xml
