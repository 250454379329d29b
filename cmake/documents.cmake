# Run at build time: asks the built program for its manual pages and completion scripts, so that
# they never differ from what it does.
#
#     cmake -Dcorral=PROGRAM -Dfolder=FOLDER -P documents.cmake
#
# Writes FOLDER/man1/*.1 and FOLDER/{bash,zsh,fish}/*; whatever was there before is replaced, so
# that a command that is no more leaves no page behind.
function(ask file)
    execute_process(COMMAND ${corral} ${ARGN} OUTPUT_VARIABLE text RESULT_VARIABLE status)
    if(NOT status EQUAL 0)
        list(JOIN ARGN " " arguments)
        message(FATAL_ERROR "corral ${arguments}: status ${status}")
    endif()
    file(WRITE ${folder}/${file} "${text}")
endfunction()

file(REMOVE_RECURSE ${folder}/man1 ${folder}/bash ${folder}/zsh ${folder}/fish)
ask(man1/corral.1 manual corral)

# A page for every command that corral(1) refers to.
file(READ ${folder}/man1/corral.1 page)
string(REGEX MATCHALL "corral\\\\-[a-z]+\\\\fR\\(1\\)" references "${page}")
list(REMOVE_DUPLICATES references)
foreach(reference IN LISTS references)
    string(REGEX REPLACE "corral\\\\-([a-z]+).*" "\\1" command "${reference}")
    ask(man1/corral-${command}.1 manual ${command})
endforeach()

# Each under the name by which its shell finds it.
ask(bash/corral completion bash)
ask(zsh/_corral completion zsh)
ask(fish/corral.fish completion fish)
