// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/base/files.h"
#include "core/base/json.h"
#include "core/text/response/regex.h"
#include <map>
#include <nlohmann/json.hpp>

namespace lapidary {

/// "response_template" of a tokenizer_config.json (version 1, as transformers 5.24 has it): how the text of an answer
/// is read as a message with what was thought, what was said and the calls of tools.
class ResponseTemplate {
public:
    /// Errors: response.bad_template with the place in it.
    static Result<ResponseTemplate> parse(const Json &spec, const std::string &file = {});
    /// Of a model folder; response.missing where its tokenizer_config.json has none.
    static Result<ResponseTemplate> load(const fs::path &folder);

    /// The message of an answer. `prefix`: the chat that was asked with, of which a template may have begun the answer
    /// ("<think>"); empty where the text is the whole answer. `tools`: arguments of their calls that are texts get the
    /// types that their schemas name. response.bad_answer where a part is not what its field must be.
    Result<Json> read(const std::string &answer, const std::string &prefix, const Json &tools = Json()) const;
    const Json &spec() const { return spec_; } ///< as it is written to a tokenizer_config.json

    struct Field {
        std::string name;
        std::optional<response::Regex> open, close;
        std::string content = "text";
        Json arguments = Json::object(), transform;
        std::optional<std::string> join;
        bool repeats = false, optional = true, transformEach = false;
    };

private:
    Json spec_, defaults_ = Json::object();
    std::vector<Field> fields_;
    std::optional<response::Regex> anchor_;
    std::optional<std::size_t> implicit_; ///< the field that what stands outside of others belongs to
    friend class ResponseReader;
};

/// Writes a template into the tokenizer_config.json of a model folder, beside all that stands there. A file is made
/// where there is none.
Status writeResponseTemplate(const fs::path &folder, const ResponseTemplate &response);

} // namespace lapidary
