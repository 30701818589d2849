// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace lapidary {

/// A sentence for a person, which a window can say in another language: its English is its id, with {0} {1} … where
/// its values stand.
///
///     .expected = {"at most {0} bytes", cap}
///
/// A literal is a sentence. A std::string is not: it stands as it is, like a name that somebody gave or the words of
/// another program. So values are never glued to words with +.
class Sentence {
public:
    /// The words for an id in another language; the id itself where there are none.
    using Lookup = std::function<std::string(const std::string &id)>;

    Sentence() = default;
    Sentence(const char *id) : id_(id) {}
    Sentence(std::string data) : id_(std::move(data)), data_(true) {}
    template <class... Values>
    requires(sizeof...(Values) > 0) Sentence(const char *id, Values &&...values) : id_(id) {
        (values_.push_back(asValue(std::forward<Values>(values))), ...);
    }
    /// A sentence that was written to a file: it is known by its id.
    static Sentence known(std::string id, std::vector<Sentence> values = {});

    const std::string &id() const { return id_; }
    const std::vector<Sentence> &values() const { return values_; }
    bool isData() const { return data_; } ///< no sentence, but what stands in one
    bool empty() const { return id_.empty(); }
    int depth() const; ///< how deep sentences stand within it: 0 where it has no values

    std::string str() const; ///< in English
    /// With `change` done to all that is data in it.
    Sentence with(const std::function<std::string(const std::string &)> &change) const;
    std::string in(const Lookup &language) const;
    std::size_t find(std::string_view part) const { return str().find(part); } ///< in the English; npos: nowhere
    operator std::string() const { return str(); } // NOLINT: an error is told in English by many

    Sentence &operator+=(const Sentence &next); ///< for lists of sentences
    friend Sentence operator+(Sentence first, const Sentence &next) { return first += next; }
    friend bool operator==(const Sentence &a, const Sentence &b) { return a.str() == b.str(); }

private:
    template <class T> static Sentence asValue(T &&value) {
        if constexpr (std::is_same_v<std::remove_cvref_t<T>, char>)
            return std::string(1, value);
        else if constexpr (std::is_arithmetic_v<std::remove_cvref_t<T>>)
            return std::to_string(value);
        else
            return Sentence(std::forward<T>(value));
    }

    std::string id_{};
    std::vector<Sentence> values_{};
    bool data_ = false;
};

/// Marks words that become a sentence elsewhere, for the tool that looks for what is to be translated.
constexpr const char *worded(const char *id) {
    return id;
}

/// Sentences behind one another with a mark between them, as "a; b; or c" takes "; " and "; or ".
Sentence listed(const std::vector<Sentence> &sentences, const Sentence &mark, const Sentence &lastMark);

} // namespace lapidary
