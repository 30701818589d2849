// SPDX-License-Identifier: Apache-2.0
#include "app/cli/lines.h"
#include "app/cli/verbs/registry.h"
#include "core/data/formats/llama2c.h"
#include <CLI/CLI.hpp>

namespace lapidary {
namespace {

struct ImportFlags {
    std::string path, format = "llama2c", tokenizer, out;
};

Result<int> importModel(const ImportFlags &flags) {
    const auto header = importLlama2c(flags.path, flags.tokenizer, flags.out);
    if (!header) return unexpected(header.error());
    auto writer = LineWriter::open({});
    if (!writer) return unexpected(writer.error());
    const auto ok = writer->write({{"kind", "model"}, {"path", flags.out}, {"architecture", "llama"}, {"layers", header->layers}, {"hidden_size", header->dim}, {"vocab_size", header->vocab}, {"max_positions", header->positions}, {"tied", header->tied}});
    return ok ? Result<int>(kDone) : unexpected(ok.error());
}

} // namespace

Action defineImport(CLI::App &command, const Common &) {
    command.fallthrough(); // the flags that every verb has may stand behind "model" too
    const auto flags = std::make_shared<ImportFlags>();
    CLI::App *model = command.add_subcommand("model", "Make a Hugging Face folder of a checkpoint of another kind");
    model->add_option("path", flags->path, "The checkpoint")->required()->type_name("FILE");
    model->add_option("--format", flags->format, "Its format: llama2c (karpathy/llama2.c, version 0)")->check(CLI::IsMember({"llama2c"}))->capture_default_str();
    model->add_option("--tokenizer", flags->tokenizer, "Its tokenizer, as llama2.c writes it (tok512.bin)")->required()->type_name("FILE");
    model->add_option("--out", flags->out, "New or empty folder for the model")->required()->type_name("DIR");
    command.require_subcommand(1);
    return [flags]() { return importModel(*flags); };
}

} // namespace lapidary
