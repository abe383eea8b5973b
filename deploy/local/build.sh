# Sourced by start, token and verify: where things are, and building them.

repository=$(cd "$here/../.." && pwd -P)
local_jar="$here/target/local-1.0.0-SNAPSHOT.jar"
class_path="$local_jar:$here/target/lib/*"
services=(request-service approval-service assignment-service)

fail() {
  echo "$1" >&2
  exit 2
}

java=${JAVA_HOME:+$JAVA_HOME/bin/}java
command -v "$java" >/dev/null || fail "There is no Java here. Install a JDK, 17 or newer."
java_version=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = //p')
[ "${java_version%%.*}" -ge 17 ] || fail "This is Java $java_version. License Desk needs 17 or newer."

# is_stale ARTIFACT SOURCE...: whether it is missing or any of its sources is newer
is_stale() {
  local artifact=$1
  shift
  [ -f "$artifact" ] || return 0
  [ -n "$(find "$@" -newer "$artifact" -type f -print -quit)" ]
}

stale_modules() {
  cd "$repository"
  local chassis=(deploy/chassis/{messaging,web}/{pom.xml,src/main})
  is_stale "$local_jar" pom.xml deploy/local/pom.xml deploy/local/src/main && echo deploy/local
  for service in "${services[@]}"; do
    is_stale "$service/target/quarkus-app/quarkus-run.jar" pom.xml "$service"/{pom.xml,src/main} "${chassis[@]}" && echo "$service"
  done
  return 0
}

build_what_is_stale() {
  local modules
  modules=$(stale_modules | paste -sd, -)
  [ -n "$modules" ] || return 0
  command -v mvn >/dev/null || fail "There is no Maven here (the command mvn), and this has to be built first: $modules"
  echo "Building $modules; the first time this takes some minutes ..."
  (cd "$repository" && mvn -q -B -Dmaven.test.skip=true -pl "$modules" -am package) || {
    echo "The build failed; what Maven says stands above." >&2
    exit 1
  }
}
