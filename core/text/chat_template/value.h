// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/json.h"
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

/// The values of templates: plain data as Python has it, and nothing of the host.
namespace lapidary::jinja {

/// Thrown inside of the engine only; chat_template.h hands it out as an Error with line and column.
struct Failure {
    std::string code;
    Sentence message, found{};
    std::size_t offset = std::string::npos; ///< of the template; npos: the innermost expression fills it in
};

class Value;
struct Arguments;
using Values = std::vector<Value>;
using Pairs = std::vector<std::pair<Value, Value>>; ///< in the order in which they were put in
using Callable = std::function<Value(const Arguments &)>;

class Value {
public:
    enum class Kind { Undefined, None, Bool, Int, Float, String, List, Tuple, Dict, Namespace, Function };

    Value() = default; ///< undefined
    static Value undefined(std::string name);
    static Value none();
    static Value of(bool value);
    static Value of(std::int64_t value);
    static Value of(double value);
    static Value of(std::string value);
    static Value markup(std::string value); ///< a text that is escaped already, or said to be safe
    static Value list(Values items, bool tuple = false);
    static Value dict(Pairs items, bool isNamespace = false);
    static Value function(Callable call);
    static Value from(const Json &json);

    Kind kind() const { return kind_; }
    bool isUndefined() const { return kind_ == Kind::Undefined; }
    bool isNone() const { return kind_ == Kind::None; }
    bool isString() const { return kind_ == Kind::String; }
    bool isInteger() const { return kind_ == Kind::Int || kind_ == Kind::Bool; }
    bool isNumber() const { return isInteger() || kind_ == Kind::Float; }
    bool isSequence() const { return kind_ == Kind::List || kind_ == Kind::Tuple; }
    bool isMapping() const { return kind_ == Kind::Dict; }
    bool isMarkup() const { return markup_; }

    bool truth() const;
    std::int64_t integer() const; ///< of a Bool or Int
    double number() const;
    const std::string &text() const; ///< of a String; the name of what is undefined
    const Values &items() const { return *items_; }
    const Pairs &pairs() const { return *pairs_; }
    Pairs &members() { return *pairs_; } ///< of a namespace, which is the one thing that can be changed
    const Callable &call() const { return *call_; }
    const Value *find(const Value &key) const; ///< in a dict or namespace

    std::string typeName() const; ///< as Python calls it

private:
    Kind kind_ = Kind::Undefined;
    bool markup_ = false;
    std::int64_t integer_ = 0;
    double number_ = 0;
    std::shared_ptr<const std::string> text_{};
    std::shared_ptr<const Values> items_{};
    std::shared_ptr<Pairs> pairs_{};
    std::shared_ptr<const Callable> call_{};
};

struct Arguments {
    Values positional{};
    std::vector<std::pair<std::string, Value>> named{};
    /// The argument at `place`, or called `name`; nothing where it was not given.
    const Value *find(std::size_t place, const char *name) const;
    Value get(std::size_t place, const char *name, Value standard) const;
};

bool equal(const Value &a, const Value &b);
/// -1, 0, 1 as Python orders numbers, texts and sequences. Throws template.type for what has no order.
int compare(const Value &a, const Value &b);
std::string str(const Value &value);  ///< as Python's str()
std::string repr(const Value &value); ///< as Python's repr()
std::string numberText(double value); ///< as Python writes a float
/// As json.dumps(ensure_ascii=False) writes it. `indent` < 0: on one line.
std::string toJsonText(const Value &value, int indent = -1, const std::string &itemSeparator = {},
                       const std::string &keySeparator = ": ", bool sortKeys = false, bool ascii = false);
/// What a for loop goes through: items, the keys of a dict, the characters of a text; nothing of what is undefined.
Values iterate(const Value &value);
std::vector<std::string> characters(const std::string &text);

[[noreturn]] void typeError(const Sentence &message);
std::string checkedSize(std::string text); ///< throws template.limit beyond 16 MiB

} // namespace lapidary::jinja
