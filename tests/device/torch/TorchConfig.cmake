# SPDX-License-Identifier: Apache-2.0
# The PyTorch that lies in TORCH_ROOT, by its headers and libraries alone. PyTorch's own file asks for the whole CUDA
# toolkit too, of which our sources need nothing.
foreach(library torch torch_cpu c10)
  if(NOT EXISTS ${TORCH_ROOT}/lib/lib${library}.so)
    message(FATAL_ERROR "TORCH_ROOT=${TORCH_ROOT} holds no lib/lib${library}.so; name the folder of an installed PyTorch")
  endif()
endforeach()
set(TORCH_INCLUDE_DIRS ${TORCH_ROOT}/include ${TORCH_ROOT}/include/torch/csrc/api/include)
set(TORCH_CXX_FLAGS "-D_GLIBCXX_USE_CXX11_ABI=1")
set(TORCH_LIBRARIES ${TORCH_ROOT}/lib/libtorch.so ${TORCH_ROOT}/lib/libtorch_cpu.so ${TORCH_ROOT}/lib/libc10.so)
if(EXISTS ${TORCH_ROOT}/lib/libtorch_cuda.so)
  # No symbol of these is named; they make themselves known when they are loaded.
  list(APPEND TORCH_LIBRARIES "-Wl,--no-as-needed,${TORCH_ROOT}/lib/libtorch_cuda.so,${TORCH_ROOT}/lib/libc10_cuda.so,--as-needed"
    "-Wl,--allow-shlib-undefined")
endif()
