#!/bin/sh
# Regions for the round trip: a plain one, a rich one, a real one where there is one, one of chance,
# and one whose names mean something to each format.
#
#     sh roundtrip.sh ROUNDTRIP BIN DATASETS
set -u
trip=$(cd "$(dirname "$1")" && pwd)/$(basename "$1") || exit 2
bin=$(cd "$2" && pwd) && datasets=$(cd "$3" && pwd) || exit 2
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
cd "$work" || exit 2
mkdir hostile
cat >hostile/coalitions.csv <<'END'
id,name,short_name,Group,Region Lead,geography,status,founded
"=cmd|' /C calc'!A0","</script>",X,red,"Ann ""A"" Lee",here,active,1999
B,"Café, the “other”",,+1,,"north; south",paused,about 2001
C,C,,@x,-2,,,
D,Same,,,,,,
E,Same,,,,,,
'quoted,'=apostrophe,,''x,,,,
F,👩‍👩‍👧 \N &eacute; &#34;,,,,,,
END
cat >hostile/footprint.csv <<'END'
coalition,facet,item,weight,known,informant,as_of,source,page,note,person,role,hours,indicator
"=cmd|' /C calc'!A0",goal,"line
end",1,partial,ann,2025-01-02,form,3,"a ""note""",,,,by 2030
"=cmd|' /C calc'!A0",member,</script>,0.125,yes,,,,,,Pat,chair,12.5,
"=cmd|' /C calc'!A0",member,"a, b; c | d",1,yes,,,,,,,,,
B,member,</script>,1,yes,ann,,,,,,,,
B,member,</script>,0,yes,bob,,,,,,,,
B,member,Café,1,yes,,,,,,,,,
B,member,nobody at all,0,yes,,,,,,,,,
B,goal,B,1,,,,,,,,,,
B,goal,B (goal),1,,,,,,,,,,
B,goal,"a ""quoted"" ]]> & <b>",0.5,,,,,,,,,,
B,goal,never,0,,,,,,,,,,
B,issue,maybe,,no,,,,,,,,,
B,issue,surely,1,,,,,,,,,,
C,member,'+1,1,,,,,,,,,,
C,member,=1+1,0.001,,,,,,,,,,
C,member,'=1+1,1,,,,,,,,,,
C,goal,,,yes,,,,,,,,,
C,issue,,,no,cy,,,,,,,,
D,member,javascript:alert(1),1,,,,,,,,,,
D,goal,onload=x,1,,,,,,,,,,
'quoted,member,👩‍👩‍👧,1,,,,,,,,,,
F,partner,B,1,,,,,,,,,,
F,member,"tab	and  two",1,,,,,,,,,,
END
cat >hostile/items.csv <<'END'
facet,item,name,sector,within,url
member,Café,"Café ""Größe""",food,"a, b; c | d",https://x.example/?a=1&b=2
member,"a, b; c | d",,,,
goal,onload=x,,,,
member,never seen,,schools,,
member,nowhere,,,,
END
cat >hostile/decisions.csv <<'END'
coalition,facet,item,value,by,date,why
D,goal,onload=x,0,team,2025-03-04,"said so, twice"
C,member,'+1,0.5,team,,
END
cat >hostile/aliases.csv <<'END'
keep,merge,facet,decision,score,why,by,date
javascript:alert(1),=1+1,member,same,,,team,
</script>,'=1+1,member,part of,,,team,2025-01-01
B,B (goal),goal,different,,,,
END
printf 'coalition,member,kind,per_year\nB,Caf\303\251,money,2\n' >hostile/asks.csv
printf 'facet,item,same_as,decision\ngoal,B,B (goal),same\n' >hostile/crosswalk.csv
printf 'word,same_as\nread,reading\n' >hostile/synonyms.csv
cp -r hostile control
printf 'F,member,"bell\001",1,,,,,,,,,,\n' >>control/footprint.csv
"$bin/corral" generate -q --coalitions 40 -o chance || exit 1
set -- hostile control chance "$datasets/toy" "$datasets/harmon"
davis=${CORRAL_DATA:-none}/davis_southern_women
[ -d "$davis" ] && set -- "$@" "$davis"
"$trip" "$bin/corral" "$@"
