// SPDX-License-Identifier: Apache-2.0
// Remote models of this machine: where they are, whether texts may go there, and their keys.
#include "app/cli/settings.h"
#include "app/cli/verbs/registry.h"
#include "core/remote/client.h"
#include "core/remote/keyring.h"
#include <CLI/CLI.hpp>
#include <iostream>
#include <termios.h>
#include <thread>
#include <unistd.h>

namespace lapidary {
namespace {

struct RemoteFlags {
    std::string name, url, model, api = "chat";
    std::vector<std::string> set;
    bool yes = false, forget = false, json = false;
};

bool onTerminal() {
    return ::isatty(STDIN_FILENO) == 1;
}

/// One line of standard input; a terminal does not show it.
std::string hiddenLine(const std::string &question) {
    termios before{};
    const bool terminal = onTerminal() && ::tcgetattr(STDIN_FILENO, &before) == 0;
    if (terminal) {
        std::cerr << question << std::flush;
        termios silent = before;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    std::string line;
    std::getline(std::cin, line);
    if (terminal) {
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
        std::cerr << '\n';
    }
    return line;
}

/// A name of the book, or an address.
Result<Origin> originNamed(const std::string &name) {
    if (name.find("://") != name.npos) return originOf(name);
    return RemoteBook().endpoint(name).and_then([](const Endpoint &endpoint) { return originOf(endpoint.url); });
}

Result<int> add(const RemoteFlags &flags) {
    auto settings = parseSettings(flags.set);
    if (!settings) return unexpected(settings.error());
    Json values = std::move(*settings);
    values["url"] = flags.url;
    values["model"] = flags.model;
    values["api"] = flags.api;
    const auto endpoint = describedEndpoint().read(values);
    if (!endpoint) return fail(joined(endpoint.error()));
    if (const auto put = RemoteBook().put(flags.name, *endpoint); !put) return unexpected(put.error());
    const auto allowed =
        originOf(flags.url).and_then([](const Origin &origin) { return RemoteBook().allowed(origin); });
    if (!allowed) return unexpected(allowed.error());
    std::fprintf(stderr, "Set up remote:%s\n", flags.name.c_str());
    if (!*allowed)
        std::fprintf(stderr, "Nothing is sent there before you allow it: lapidary-cli remote allow %s\n",
                     flags.name.c_str());
    return kDone;
}

Result<int> list(const RemoteFlags &flags) {
    const RemoteBook book;
    const auto endpoints = book.endpoints();
    if (!endpoints) return unexpected(endpoints.error());
    for (const auto &[name, endpoint] : *endpoints) {
        const auto origin = checkEndpoint(endpoint);
        const auto allowed = origin ? book.allowed(*origin) : Result<bool>(false);
        if (!allowed) return unexpected(allowed.error());
        if (flags.json) {
            Json row = {{"name", name}, {"allowed", *allowed}, {"origin", origin ? Json(origin->text()) : Json()}};
            row.update(describedEndpoint().write(endpoint));
            if (!origin) row["error"] = toJson(origin.error());
            std::cout << dumpJson(row) << '\n';
        } else
            std::printf("%-16s %-12s %-36s %s%s\n", name.c_str(), endpoint.api.c_str(), endpoint.url.c_str(),
                        endpoint.model.c_str(), *allowed ? "" : "  (not allowed yet)");
    }
    return kDone;
}

Result<int> allow(const RemoteFlags &flags) {
    const auto origin = originNamed(flags.name);
    if (!origin) return unexpected(origin.error());
    if (!flags.yes) {
        if (!onTerminal())
            return fail(usageError("whether texts may leave this machine is a person's word", "--yes", "",
                                   "--yes, or a terminal to ask on"));
        std::fprintf(stderr,
                     "Prompts, and whatever data they hold, would leave this machine for %s, whenever a model there is "
                     "used.\nAllow that? [y/N] ",
                     origin->text().c_str());
        std::string word;
        std::getline(std::cin, word);
        if (word != "y" && word != "Y") return fail(cancelled());
    }
    if (const auto allowed = RemoteBook().allow(*origin); !allowed) return unexpected(allowed.error());
    std::fprintf(stderr, "Allowed: %s\n", origin->text().c_str());
    return kDone;
}

Result<int> disallow(const RemoteFlags &flags) {
    const auto origin = originNamed(flags.name);
    if (!origin) return unexpected(origin.error());
    if (const auto done = RemoteBook().disallow(origin->text()); !done) return unexpected(done.error());
    return kDone;
}

Result<int> key(const RemoteFlags &flags) {
    const RemoteBook book;
    auto endpoint = book.endpoint(flags.name);
    if (!endpoint) return unexpected(endpoint.error());
    const auto origin = checkEndpoint(*endpoint);
    if (!origin) return unexpected(origin.error());
    const auto done = flags.forget ? forgetKey(*origin)
                                   : keepKey(*origin, hiddenLine("Key for " + origin->text() + " (not shown): "));
    if (!done) return unexpected(done.error());
    endpoint->key = !flags.forget;
    if (const auto put = book.put(flags.name, *endpoint); !put) return unexpected(put.error());
    std::fprintf(stderr, flags.forget ? "Forgot the key for %s\n" : "The keyring holds the key for %s\n",
                 origin->text().c_str());
    return kDone;
}

Result<int> models(const RemoteFlags &flags) {
    const auto endpoint = RemoteBook().endpoint(flags.name);
    if (!endpoint) return unexpected(endpoint.error());
    std::stop_source stop;
    const std::jthread watch([&stop](std::stop_token done) {
        while (!done.stop_requested() && !interrupted()) std::this_thread::sleep_for(std::chrono::milliseconds(50));
        if (interrupted()) stop.request_stop();
    });
    const auto names = remoteModels(*endpoint, RemoteBook(), stop.get_token());
    if (!names) return unexpected(names.error());
    for (const auto &name : *names) std::cout << name << '\n';
    return kDone;
}

Result<int> forget(const RemoteFlags &flags) {
    if (const auto done = forgetRemote(RemoteBook(), flags.name); !done) return unexpected(done.error());
    return kDone;
}

} // namespace

Action defineRemote(CLI::App &command, const Common &) {
    command.fallthrough();
    const auto flags = std::make_shared<RemoteFlags>();
    const auto chosen = std::make_shared<Result<int> (*)(const RemoteFlags &)>(nullptr);
    const auto word = [&](const char *name, const char *summary, Result<int> (*act)(const RemoteFlags &),
                          const char *place) {
        CLI::App *sub = command.add_subcommand(name, summary);
        if (place)
            sub->add_option(place, flags->name,
                            "As it is called in remote:NAME" +
                                std::string(place == std::string_view("NAME") ? "" : ", or an address"))
                ->required();
        sub->callback([chosen, act] { *chosen = act; });
        return sub;
    };
    CLI::App *adding = word("add", "Set up a model behind an OpenAI-compatible API, or change it", add, "NAME");
    adding->add_option("--url", flags->url, "Where the API begins, with its version")
        ->required()
        ->type_name("https://HOST/v1");
    adding->add_option("--remote-model", flags->model, "What the server calls the model")
        ->required()
        ->type_name("MODEL");
    adding
        ->add_option("--api", flags->api, "chat: the server's own chat template; completions: it goes on with the text")
        ->check(CLI::IsMember({"chat", "completions"}))
        ->capture_default_str();
    std::string names;
    for (const auto &field : describedEndpoint().spec())
        if (field.name != "url" && field.name != "model" && field.name != "api")
            names += (names.empty() ? "" : ", ") + field.name;
    adding->add_option("--set", flags->set, "A further setting; repeatable: " + names)
        ->type_name("KEY=VALUE")
        ->expected(1)
        ->take_all();
    word("list", "What is set up on this machine", list, nullptr)
        ->add_flag("--json", flags->json, "One JSON object a line");
    word("allow", "Let texts leave this machine for a server", allow, "NAME|URL")
        ->add_flag("--yes", flags->yes, "Do not ask");
    word("disallow", "Take that back", disallow, "NAME|URL");
    word("key", "Give the system's keyring the key for a server, from standard input", key, "NAME")
        ->add_flag("--forget", flags->forget, "Take it out again");
    word("models", "The models that the server offers", models, "NAME");
    word("forget", "Forget a remote model, and its key where no other one uses it", forget, "NAME");
    command.require_subcommand(1);
    return [flags, chosen]() { return (*chosen)(*flags); };
}

} // namespace lapidary
