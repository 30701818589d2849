// SPDX-License-Identifier: Apache-2.0
#include "core/workbench/queue/owner_thread.h"
#include <exception>

namespace lapidary {

OwnerThread::OwnerThread(std::function<Status(std::stop_token)> work)
    : thread_([this, work = std::move(work)](const std::stop_token &stop) {
          try { // the thread's boundary: samples of other programs may hold anything
              result_ = work(stop);
          } catch (const std::exception &thrown) {
              result_ = fail("run.exception", std::string(thrown.what()).substr(0, 2000));
          }
          done_ = true;
      }) {}

} // namespace lapidary
