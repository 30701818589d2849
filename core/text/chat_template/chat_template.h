// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/base/json.h"
#include "core/text/tokenizer/tokenizer.h"
#include <ctime>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

namespace lapidary {

namespace jinja {
struct Node;
}

/// The Jinja dialect of Hugging Face's chat templates (jinja2 with trim_blocks, lstrip_blocks, loop controls, tojson
/// without escaping, raise_exception, strftime_now, {% generation %}), with limits on depth, steps, time and output.
/// Values are plain data: there is nothing of the host to reach. Errors carry line and column and a code template.*:
/// syntax, undefined, type, unknown_tag, unknown_filter, unknown_test, unknown_attribute, immutable, raised, limit.
class Template {
public:
    struct Rendered {
        std::string text{};
        std::vector<std::pair<std::size_t, std::size_t>>
            generation{}; ///< [begin, end) in bytes: what the assistant said
    };
    struct Options {
        bool trimBlocks = true, lstripBlocks = true;
    };
    static Result<Template> parse(std::string source, const std::string &file, Options options);
    static Result<Template> parse(std::string source, const std::string &file = {}) {
        return parse(std::move(source), file, Options{});
    }
    /// `variables`: an object. `now`: what strftime_now tells, of the local time.
    Result<Rendered> render(const Json &variables, std::time_t now) const;
    const std::string &source() const { return *source_; }
    /// Whether it marks what the assistant says with {% generation %}.
    bool marksGeneration() const { return source_->find("endgeneration") != std::string::npos; }

private:
    Template() = default;
    std::string file_{};
    std::shared_ptr<const std::string> source_{};
    std::shared_ptr<const jinja::Node> tree_{};
};

/// Where a template breaks the rule that a rendered conversation begins with the rendering of its beginning.
struct PrefixBreak {
    std::size_t message = 0;         ///< the rendering of all before it (from 0) is not how the whole begins
    std::string found{}, expected{}; ///< what stands there in the whole, and in the rendering of the beginning alone
};

/// What a chat becomes for a model.
struct ChatText {
    std::string text{};
    std::vector<std::int32_t> ids{};
    std::vector<int> assistantMask{}; ///< one a token: 1 where the assistant speaks; all 0 where nothing marks that
    std::vector<int> assistantSpan{}; ///< one a token: which of the places where the assistant speaks, from 0; else -1
    std::size_t spans = 0;            ///< how many such places
    bool derived = false;             ///< whether that was found without {% generation %}
    std::optional<PrefixBreak> broken{};
};

/// The templates and special tokens of a model folder.
class ChatTemplate {
public:
    /// From chat_template.jinja and additional_chat_templates/, else chat_template.json, else tokenizer_config.json
    /// (one template, or several with names). template.missing where there is none: nothing is guessed.
    static Result<ChatTemplate> load(const fs::path &folder);
    std::vector<std::string> names() const;
    const Template *find(const std::string &name) const;
    /// The name of the one that such a request is written with.
    std::string nameFor(const Json &request) const;
    const Json &specialTokens() const { return special_; } ///< bos_token, eos_token …

    /// `request`: {"messages", "tools"?, "documents"?, "add_generation_prompt"?, "variables"?, "template"?}. The
    /// template called "tool_use" is taken where tools are given and there is one, else "default".
    Result<Template::Rendered> render(const Json &request, std::time_t now) const;

private:
    std::map<std::string, Template> templates_{};
    Json special_;
    std::string folder_{};
};

/// The variables of a template in such a request, with the names that transformers gives them.
Result<Json> templateVariables(const Json &request, const Json &specialTokens);
/// The tokens of a rendered chat, as transformers' apply_chat_template gives them: no special tokens are added to those
/// that the template writes. One deviation: what stands at the places `literal` (literalTokens()) is read as text, so
/// that nobody's words end a turn.
Result<ChatText> tokeniseChat(const Tokenizer &tokenizer, Template::Rendered rendered,
                              std::span<const std::pair<std::size_t, std::size_t>> literal = {});

} // namespace lapidary
