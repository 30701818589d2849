// SPDX-License-Identifier: Apache-2.0
#include "core/base/sentence.h"
#include <algorithm>
#include <charconv>

namespace lapidary {
namespace {

/// The number in braces at `at`, as long as there is such a value; nothing else in braces is a place for one.
std::size_t placeAt(const std::string &form, std::size_t at, std::size_t values, std::size_t &end) {
    std::size_t place = values;
    const char *first = form.data() + at + 1, *last = form.data() + form.size();
    const auto [behind, wrong] = std::from_chars(first, last, place);
    if (wrong != std::errc() || behind == last || *behind != '}') return values;
    end = static_cast<std::size_t>(behind - form.data()) + 1;
    return place;
}

/// "{0}{1}{2}": what is put behind one another stays flat, however long the list grows.
bool isRow(const std::string &id) {
    return id.starts_with("{0}") && id.find_first_not_of("{}0123456789") == std::string::npos;
}

} // namespace

Sentence Sentence::known(std::string id, std::vector<Sentence> values) {
    Sentence out;
    out.id_ = std::move(id);
    out.values_ = std::move(values);
    return out;
}

int Sentence::depth() const {
    int deepest = -1;
    for (const Sentence &value : values_) deepest = std::max(deepest, value.depth());
    return deepest + 1;
}

std::string Sentence::str() const {
    return in({});
}

std::string Sentence::in(const Lookup &language) const {
    std::string form = data_ || empty() || !language ? id_ : language(id_);
    if (values_.empty()) return form;
    std::string out;
    for (std::size_t at = 0; at < form.size();) {
        std::size_t end = at + 1;
        const std::size_t place = form[at] == '{' ? placeAt(form, at, values_.size(), end) : values_.size();
        if (place < values_.size())
            out += values_[place].in(language);
        else
            out.append(form, at, (end = at + 1) - at);
        at = end;
    }
    return out;
}

Sentence Sentence::with(const std::function<std::string(const std::string &)> &change) const {
    Sentence out = *this;
    if (data_) out.id_ = change(id_);
    for (Sentence &value : out.values_) value = value.with(change);
    return out;
}

Sentence &Sentence::operator+=(const Sentence &next) {
    if (next.empty()) return *this;
    if (empty())
        *this = known("");
    else if (values_.empty() || !isRow(id_))
        *this = known("{0}", {*this});
    id_ += "{" + std::to_string(values_.size()) + "}";
    values_.push_back(next);
    return *this;
}

Sentence listed(const std::vector<Sentence> &sentences, const Sentence &mark, const Sentence &lastMark) {
    Sentence out;
    for (std::size_t i = 0; i < sentences.size(); ++i) {
        if (i > 0) out += i + 1 < sentences.size() ? mark : lastMark;
        out += sentences[i];
    }
    return out;
}

} // namespace lapidary
