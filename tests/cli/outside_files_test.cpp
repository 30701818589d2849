// SPDX-License-Identifier: Apache-2.0
// Model and adapter folders of other writers: what is said of them where a person sees it.
#include "core/data/formats/safetensors.h"
#include "core/job/worker_client.h"
#include "tests/cli/cli.h"
#include <algorithm>

using namespace lapidary;
using namespace lapidary::test;

namespace {

/// A copy of a folder whose tensors have other names.
fs::path renamed(const TemporaryFolder &scratch, const std::string &from, const std::string &name,
                 const std::function<std::string(std::string)> &rename) {
    const fs::path to = scratch.path / name;
    fs::copy(from, to);
    for (const char *file : {"model.safetensors", "adapter_model.safetensors"}) {
        if (!fs::exists(to / file)) continue;
        fs::permissions(to / file, fs::perms::owner_all);
        const std::string bytes = textOf(to / file);
        const auto header = parseSafetensors({reinterpret_cast<const std::byte *>(bytes.data()), bytes.size()}, file);
        REQUIRE(header);
        std::vector<TensorBytes> tensors;
        for (const auto &tensor : header->tensors)
            tensors.push_back(
                {rename(tensor.name),
                 tensor.dtype,
                 tensor.shape,
                 {reinterpret_cast<const std::byte *>(bytes.data()) + tensor.begin, tensor.end - tensor.begin}});
        REQUIRE(writeSafetensors(to / file, tensors, {{"format", "pt"}}));
    }
    return to;
}

const std::string kBase = kGolden + "/models/llama2_mha", kAdapter = kGolden + "/adapters/lora_qv",
                  kIds = R"({"ids":[5,6,7]})";

} // namespace

TEST_CASE("how a folder was read is told by inspect, import, the answers and an export") {
    const TemporaryFolder scratch;
    const std::string project = (scratch.path / "project").string();
    REQUIRE(cli({"new", project}).code == 0);
    const std::string wrapped =
        renamed(scratch, kBase, "wrapped", [](const std::string &name) { return "_orig_mod." + name; }).string();
    const std::string adapter = renamed(scratch, kAdapter, "adapter", [](std::string name) {
                                    return name.insert(name.rfind(".weight"), ".default");
                                }).string();
    const auto says = [](const Finished &finished, const std::string &words) {
        CAPTURE(finished.err);
        CHECK(finished.code == 0);
        CHECK(finished.err.find("lapidary-cli: notice: ") != std::string::npos);
        CHECK(finished.err.find(words) != std::string::npos);
    };
    for (const auto &[folder, kind, words] :
         {std::tuple(wrapped, "model", "_orig_mod."), std::tuple(adapter, "adapter", ".default.weight as ")}) {
        const auto inspected = cli({"inspect", folder});
        says(inspected, words);
        CHECK(onlyAnswer(inspected)["warnings"].size() == 1);
        says(cli({"import", kind, folder, "--project", project}), words);
    }
    const Json plain = onlyAnswer(cli({"logits", "--model", kBase, "--adapter", kAdapter}, kIds));
    const auto both = cli({"logits", "--model", wrapped, "--adapter", adapter}, kIds + "\n" + kIds);
    says(both, "_orig_mod.");
    says(both, ".default.weight as ");
    CHECK(std::count(both.err.begin(), both.err.end(), '\n') == 2); // once, however many lines are answered
    CHECK(answersOf(both) == std::vector<Json>{plain, plain});
    says(cli({"export", "merged", "--model", wrapped, (scratch.path / "merged").string()}), "_orig_mod.");
    CHECK(cli({"logits", "--model", kBase}, kIds).err.empty());
}

TEST_CASE("everyone who asks a warm worker is told of the files that answer, and of no others") {
    const TemporaryFolder scratch;
    const auto base = renamed(scratch, kBase, "base", [](const std::string &name) { return "_orig_mod." + name; });
    const auto one = renamed(scratch, kAdapter, "one",
                             [](std::string name) { return name.insert(name.rfind(".weight"), ".default"); });
    const auto two = renamed(scratch, kGolden + "/adapters/lora_qv_second", "two",
                             [](const std::string &name) { return "module." + name; });
    auto worker = WorkerClient::start(LAPIDARY_BIN "/lapidary-worker");
    REQUIRE(worker);
    const auto toldWith = [&](const std::vector<std::string> &adapters) {
        Json model = {{"path", base.string()}, {"threads", 1}, {"adapters", Json::array()}};
        for (const auto &adapter : adapters) model["adapters"].push_back({{"path", adapter}});
        std::string told;
        const auto tell = [&](const Json &partial) {
            const auto notice = partial.at("notice").get<std::string>();
            told += notice.starts_with(one.string()) ? "1" : notice.starts_with(two.string()) ? "2" : "b";
        };
        REQUIRE(worker->ask(
            {{"verb", "logits"}, {"ids", {5, 6, 7}}, {"model", model}}, [] { return false; }, tell));
        return told;
    };
    CHECK(toldWith({}) == "b");
    CHECK(toldWith({}) == "b");
    CHECK(toldWith({one.string()}) == "b1");
    CHECK(toldWith({one.string()}) == "b1");
    CHECK(toldWith({kAdapter}) == "b");
    CHECK(toldWith({two.string(), one.string()}) == "b21"); // in the order of the request: read again
    CHECK(toldWith({two.string()}) == "b2");
    CHECK(toldWith({}) == "b");
}

TEST_CASE("a checkpoint with an adapter that was never merged is refused at the door") {
    const TemporaryFolder scratch;
    const auto folder = renamed(scratch, kBase, "unmerged", [](const std::string &name) {
        return name == "model.norm.weight" ? "model.layers.0.self_attn.q_proj.lora_A.default.weight" : name;
    });
    CHECK(onlyAnswer(cli({"inspect", folder.string()}))["error"]["code"] == "model.unmerged_adapter");
    CHECK(cli({"logits", "--model", folder.string()}, kIds).err.find("not merged") != std::string::npos);
}
