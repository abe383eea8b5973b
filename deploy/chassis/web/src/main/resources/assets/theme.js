// Runs before the first paint: Tabler's colours follow the system's.
(function () {
  var dark = window.matchMedia('(prefers-color-scheme: dark)');
  function follow() { document.documentElement.setAttribute('data-bs-theme', dark.matches ? 'dark' : 'light'); }
  follow();
  dark.addEventListener('change', follow);
})();
