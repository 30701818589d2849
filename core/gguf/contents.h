// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/gguf/family.h"
#include "core/gguf/header.h"
#include <functional>
#include <optional>

namespace lapidary::gguf {

/// What a model in GGUF files says of itself, however its files are opened.
struct Contents {
    std::string path{}; ///< for messages
    std::map<std::string, Json> metadata{};
    std::vector<Tensor> tensors{};                                          ///< of all shards
    std::function<Result<std::vector<float>>(const Tensor &tensor)> read{}; ///< of small ones, whole

    const Tensor *find(std::string_view name) const;
    const Json *value(const std::string &key) const;
};

/// Reads metadata of a kind; the first that is missing or no such value is kept as the problem.
class Facts {
public:
    Facts(const Contents &contents, std::string prefix) : contents_(contents), prefix_(std::move(prefix)) {}

    bool has(const std::string &key) const { return find(key) != nullptr; }
    std::int64_t whole(const std::string &key, std::optional<std::int64_t> otherwise = {});
    /// The id of a token; nothing where the key is missing, or says none with all bits set.
    std::optional<std::int64_t> token(const std::string &key);
    /// The shortest decimal that is the same float: 1e-05 and not 9.999999747378752e-06.
    double number(const std::string &key, std::optional<double> otherwise = {});
    bool flag(const std::string &key, bool otherwise);
    std::string text(const std::string &key, std::optional<std::string> otherwise = {});
    void refuse(const std::string &key, Sentence message, Sentence found = {}, Sentence expected = {},
                Sentence remedy = {});
    const std::optional<Error> &problem() const { return problem_; }

private:
    const Json *find(const std::string &key) const;
    void wrong(const std::string &key, const Json *found, const char *expected);

    const Contents &contents_;
    std::string prefix_; ///< of every key: "llama."
    std::optional<Error> problem_{};
};

/// gguf.unknown_architecture, with the list of those that are known.
Result<const Family *> familyOf(const Contents &contents);

/// How many heads a tensor of this name has whose rows are reordered; 1 for others.
std::int64_t headsOf(const Contents &contents, const Family &family, std::string_view here);

/// config.json as transformers has it. Errors: gguf.bad_value, gguf.unknown_architecture, what cannot be said in one.
Result<Json> configOf(const Contents &contents);
/// rope_scaling of such a config, or null; `facts` are those of the family.
Json ropeScaling(const Contents &contents, Facts &facts, std::int64_t headDim);

/// What stands beside it: generation_config.json.
Json generationOf(const Contents &contents);

} // namespace lapidary::gguf
