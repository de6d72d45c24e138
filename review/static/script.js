// The page works without this script. It adds the keyboard, the two sides that find
// each other, forms that open in place, and selecting unclaimed text.
"use strict";
(() => {
const $ = (q, at = document) => at.querySelector(q);
const $$ = (q, at = document) => [...at.querySelectorAll(q)];
const notice = $("main.notice");
const source = $(".source"), entries = $(".entries");

// show scrolls a pane, or the window, so that an element is seen.
const show = (el, focus, again = 3) => {
	if (!el) return;
	el.scrollIntoView({ block: "nearest" });
	const pane = el.closest(".source, .entries");
	const seen = el.getBoundingClientRect(), room = pane && getComputedStyle(pane).overflowY === "auto" ? pane.getBoundingClientRect() : { top: 0, bottom: innerHeight };
	if (seen.top < room.top + 48 || seen.bottom > room.bottom - 48) el.scrollIntoView({ block: seen.height > room.bottom - room.top ? "start" : "center" });
	if (again > 0) requestAnimationFrame(() => show(el, false, again - 1)); // what came into view was laid out, and is another height
	if (focus) el.focus({ preventScroll: true });
};

// mark puts a class on both sides of an entry, and takes it from where it was.
const mark = (name, e) => {
	for (const el of $$("." + name + "[data-e]:not(.finding)")) el.classList.remove(name);
	if (e && e !== "0") for (const el of $$(`[data-e="${e}"]:not(.finding)`)) el.classList.add(name);
};

// choose makes an article, or a line of a list, the one that keys act on.
let now = null;
const choose = (el, focus = true) => {
	if (!el) return;
	if (now) now.classList.remove("now");
	now = el;
	if (notice) {
		mark("now", el.dataset.e);
		const own = $(`.source [data-e="${el.dataset.e}"]`);
		if (own) show(own);
	}
	el.classList.add("now");
	show(el, focus);
};
const step = (list, from, by) => {
	if (!list.length) return null;
	const at = list.indexOf(from);
	if (at >= 0) return list[at + by] || null;
	if (!from) return by > 0 ? list[0] : list[list.length - 1];
	const next = list.findIndex((el) => from.compareDocumentPosition(el) & Node.DOCUMENT_POSITION_FOLLOWING);
	if (by > 0) return list[next] || null;
	return list[(next < 0 ? list.length : next) - 1] || null;
};
const rows = () => $$("article.item, article.row, .hits li[tabindex], article.group, .step");
const doubts = () => $$(".finding");

// press follows a link or sends a form that is marked for a key.
const press = (el) => { if (el) el.click(); };
const edit = async () => {
	const article = now && now.closest("article");
	const link = article && $("a.edit, [data-key=e]", article);
	if (!link) return;
	const open = $("form.edit", article);
	if (open) { $("textarea, input:not([type=hidden])", open).focus(); return; }
	if (!notice) { leave(link.href); return; }
	if (busy) return;
	busy = true;
	try {
		const key = notice.dataset.key, task = article.dataset.uid;
		const got = await fetch("/form?" + new URLSearchParams({ key, task }));
		if (!got.ok) { leave(link.href); return; }
		article.insertAdjacentHTML("beforeend", await got.text());
		const form = $("form.edit", article);
		$("[data-close]", form).addEventListener("click", (ev) => { ev.preventDefault(); typed.delete(form); form.remove(); article.focus(); });
		$("textarea, input:not([type=hidden])", form).focus();
		show(form);
	} catch (_) {
		leave(link.href); // which says that the program is gone
	} finally { busy = false; }
};

// A form that decides is sent from where it is, and stays there with what was typed
// when that is refused. typed are the forms with something in them that is not sent.
let busy = false;
const typed = new Set();
const refused = (form, why) => {
	let error = $(".error", form);
	if (!error) {
		error = document.createElement("p");
		error.className = "error";
		error.setAttribute("role", "alert");
		form.prepend(error);
	}
	error.textContent = why;
	error.hidden = false;
	show(error);
};
const save = async (form, button) => {
	if (busy) return;
	busy = true;
	try {
		const got = await fetch(form.getAttribute("action"), { method: "POST", body: new URLSearchParams(new FormData(form, button)) });
		if (got.ok) {
			const doubt = form.closest(".finding"); // which is settled, whatever stands in its other forms
			for (const f of typed) if (f === form || doubt && doubt.contains(f)) typed.delete(f);
			const { at, entry } = form.elements, to = new URL(got.url);
			leave(to.pathname + to.search + (at && at.value ? "#" + at.value : entry && entry.value > 0 ? "#e" + entry.value : ""));
			return;
		}
		const page = new DOMParser().parseFromString(await got.text(), "text/html");
		refused(form, ($(".trouble", page) || page.body).textContent);
	} catch (_) {
		refused(form, "未能保存：程序已退出或没有应答。");
	} finally { busy = false; }
};
const leave = (to) => { location.assign(to); };
document.addEventListener("submit", (ev) => {
	if (ev.defaultPrevented || !ev.target.matches('form[action="/decide"], form[action="/undo"], form[action="/resolve"], form[action="/away"], form[action="/settle"], form[action="/reopen"]')) return;
	const words = ev.submitter && ev.submitter.value === "split" && ev.target.elements.words, text = ev.target.elements.text;
	if (words && !words.value.trim() && text && text.selectionStart) words.value = text.value.slice(text.selectionStart).trim().slice(0, 40); // from the caret on
	ev.preventDefault();
	save(ev.target, ev.submitter);
});
document.addEventListener("input", (ev) => { const form = ev.target.closest("form[method=post]"); if (form) typed.add(form); });
document.addEventListener("reset", (ev) => typed.delete(ev.target));
addEventListener("submit", (ev) => typed.delete(ev.target)); // one that goes the browser's own way
addEventListener("beforeunload", (ev) => { for (const form of typed) if (form.isConnected && form.checkVisibility()) ev.preventDefault(); });
// What was just done is said once, not whenever the page is loaded again.
if ($(".done")) {
	const here = new URL(location.href);
	for (const name of ["did", "undid"]) here.searchParams.delete(name);
	history.replaceState(null, "", here);
}

// What a click beside a form leads back to: where the panes stood.
const keep = "panes " + location.pathname + new URLSearchParams(location.search).get("key");
const hash = decodeURIComponent(location.hash.slice(1)); // of two that say the same the other may be gone, and this one is called as it was
const target = hash ? document.getElementById(hash) || document.getElementById(hash.replace(/-\d+$/, "")) : null;
if (!notice && target && target.matches(".group, .step, .hits li")) choose(target);
if (notice) {
	addEventListener("pagehide", () => sessionStorage.setItem(keep, JSON.stringify([source.scrollTop, entries.scrollTop])));
	let was = null;
	try { was = JSON.parse(sessionStorage.getItem(keep)); } catch (_) { /* nothing is kept */ }
	const first = target && target.closest("article") || $("article.chosen");
	if (was && !first) { [source.scrollTop, entries.scrollTop] = was; }
	if (first) choose(first, !$("form.edit"));
	if ($("form.edit")) $("form.edit textarea, form.edit input:not([type=hidden])").focus({ preventScroll: true });
	// What the mouse rests on shows on the other side, which comes along after a moment.
	let rests = 0;
	for (const [pane, other] of [[source, "article"], [entries, ".source"]]) {
		pane.addEventListener("mouseover", (ev) => {
			const el = ev.target.closest("[data-e]"), e = el && el.dataset.e;
			mark("on", e);
			clearTimeout(rests);
			if (e && e !== "0") rests = setTimeout(() => show($(`${other}[data-e="${e}"], ${other} [data-e="${e}"]`)), 250);
		});
		pane.addEventListener("mouseleave", () => { mark("on", null); clearTimeout(rests); });
	}
	source.addEventListener("click", (ev) => {
		const el = ev.target.closest("[data-e]");
		if (el && getSelection().isCollapsed) choose(document.getElementById("e" + el.dataset.e));
	});
	entries.addEventListener("click", (ev) => {
		if (ev.target.closest("form, button, input, textarea, select, summary")) return;
		const link = ev.target.closest("a");
		if (link && link.classList.contains("edit")) { ev.preventDefault(); choose(link.closest("article")); edit(); return; }
		if (link && link.classList.contains("no")) ev.preventDefault();
		else if (link && link.hash && link.pathname === location.pathname) { const to = document.getElementById(link.hash.slice(1)); if (to && to.matches("article")) { ev.preventDefault(); choose(to); return; } }
		else if (link) return;
		const el = ev.target.closest("article");
		if (el) choose(el);
	});
	entries.addEventListener("focusin", (ev) => { if (ev.target.matches("article") && ev.target !== now) choose(ev.target, false); });
	claim();
}

// claim asks what selected text is that nothing accounts for.
function claim() {
	const ask = $("#claim");
	if (!ask) return;
	let rests = 0; // a second or third click may be to come, which selects more
	document.addEventListener("mouseup", (ev) => { clearTimeout(rests); if (!ask.contains(ev.target)) rests = setTimeout(look, 300); });
	document.addEventListener("keyup", (ev) => { if (ev.shiftKey && ev.key.startsWith("Arrow")) look(); });
	$("[data-close]", ask).addEventListener("click", () => ask.close());
	function look() {
		const chosen = getSelection();
		if (ask.open || chosen.isCollapsed || !chosen.rangeCount) return;
		// A stretch may be cut into several pieces, and more than it may be selected: what
		// counts is what is selected of the first stretch, in characters of all of it. What
		// is loose can be a task or a field; it is asked of only where no entry is selected.
		const range = chosen.getRangeAt(0), within = (q) => $$(".source " + q).filter((p) => range.intersectsNode(p));
		let touched = within(".unclaimed[data-start]");
		const loose = !touched.length;
		if (loose) touched = range.cloneContents().querySelector("[data-e]") || !source.contains(range.startContainer) || range.startContainer.parentElement.closest("[data-e]") ? [] : within(".loose");
		if (!touched.length) return;
		const pieces = $$(`.source [data-start="${touched[0].dataset.start}"]`);
		let all = "", from = -1, to = 0;
		for (const piece of pieces) {
			const r = document.createRange();
			r.selectNodeContents(piece);
			if (range.intersectsNode(piece)) {
				if (range.compareBoundaryPoints(Range.START_TO_START, r) > 0) r.setStart(range.startContainer, range.startOffset);
				if (range.compareBoundaryPoints(Range.END_TO_END, r) < 0) r.setEnd(range.endContainer, range.endOffset);
				const head = document.createRange();
				head.selectNodeContents(piece);
				head.setEnd(r.startContainer, r.startOffset);
				if (from < 0) from = all.length + head.toString().length;
				to = all.length + head.toString().length + r.toString().length;
			}
			all += piece.textContent;
		}
		if (!all.slice(from, to).trim()) return;
		const f = $("form", ask).elements;
		for (const o of f.as.options) o.disabled = o.hidden = loose && !["item", "field"].includes(o.value) && !(o.value === "other" && touched[0].matches(".field"));
		f.as.value = loose ? "item" : "other";
		f.start.value = touched[0].dataset.start;
		f.from.value = from;
		f.to.value = to;
		f.stretch.value = all;
		$("blockquote", ask).textContent = all.slice(f.from.value, f.to.value);
		ask.showModal();
		f.as.focus();
	}
}

// Doubts that are marked are settled together.
const many = $("#many"), marks = () => $$("input[name=mark]"), marked = () => marks().filter((m) => m.checked);
const counted = () => { many.hidden = !marked().length; $("output", many).value = ` ${marked().length} `; };
if (many) { counted(); document.addEventListener("change", (ev) => { if (ev.target.name === "mark") counted(); }); addEventListener("pageshow", counted); }
const pick = (all) => {
	const own = now && $("input[name=mark]", now.closest("article"));
	if (all) { const on = marked().length < marks().length; for (const m of marks()) m.checked = on; }
	else if (own) own.checked = !own.checked;
	if (many) counted();
	if (!all && own) choose(step(doubts(), now, 1));
};
// ways are the ways out that are offered, in their order.
const ways = (of) => (of ? $$(of === many ? "button[name=how]" : "form.accept button[name]", of) : []);
// field is where a person writes what settles the doubt in another way.
const field = () => {
	const at = now && $("input:not([type=hidden]):not([type=checkbox]):not([type=radio]), textarea:not(.off)", now);
	if (!at) return;
	if (at.closest("details")) at.closest("details").open = true;
	at.focus();
};
// tabTo goes to the queue before or after this one that has anything.
const tabTo = (by) => { const all = $$(".tabs a"), at = all.findIndex((a) => a.matches("[aria-current]")); for (let i = at + by; i >= 0 && i < all.length; i += by) if ($("small", all[i]).textContent !== "0") { press(all[i]); return; } };

document.addEventListener("keydown", (ev) => {
	if (ev.ctrlKey || ev.metaKey || ev.altKey || ev.isComposing) return;
	const typing = ev.target.matches("input:not([type=checkbox]):not([type=radio]), textarea, select");
	if (ev.key === "Escape" && typing) { ev.target.blur(); if (now) now.focus({ preventScroll: true }); return; }
	if (typing || $("dialog[open]")) return;
	if (ev.repeat && "adeuxX".includes(ev.key)) return; // held down: once is enough
	const doubt = now && (now.matches(".finding") ? now : null);
	const of = many && marked().length ? many : doubt || (now && $(".finding", now));
	const does = {
		j: () => choose(step(rows(), now && (now.closest("article, li") || now), 1)),
		k: () => choose(step(rows(), now && (now.closest("article, li") || now), -1)),
		n: () => { const next = step(doubts(), now, 1); if (next) choose(next); else press($("[data-next]")); },
		p: () => choose(step(doubts(), now, -1)),
		a: () => press(of && $("[data-accept]", of)),
		d: () => press(of && $("[data-dismiss]", of)),
		e: edit,
		f: field,
		x: () => pick(false),
		X: () => pick(true),
		"[": () => tabTo(-1),
		"]": () => tabTo(1),
		u: () => press($(".done [data-key=u]") || $("[data-key=u]")),
		h: () => { if (about) about.open = !about.open; },
		"/": () => $("#q").select(),
		"?": () => $("#keys").showModal(),
	}[ev.key] || (/^[1-9]$/.test(ev.key) && ways(of)[ev.key - 1] ? () => press(ways(of)[ev.key - 1]) : null);
	if (does) { ev.preventDefault(); does(); }
});
// What a view is for closes with Escape, and with a click elsewhere.
const about = $(".about");
if (about) {
	document.addEventListener("click", (ev) => { if (!about.contains(ev.target)) about.open = false; });
	document.addEventListener("keydown", (ev) => { if (ev.key === "Escape") about.open = false; });
}
// Reading: files are dropped anywhere on the page; a job is watched until it ends.
const drop = $("form[data-drop]");
if (drop) {
	const said = $(".sending", drop);
	const send = async (files) => { // pairs of a file and its name with its folders
		if (!files.length) { said.textContent = "没有可读的文件。"; return; }
		const form = new FormData();
		for (const [name, value] of new FormData(drop)) if (typeof value === "string") form.append(name, value);
		for (const [file, name] of files) form.append("file", file, name);
		said.textContent = `正在送入 ${files.length} 个文件…`;
		try {
			const got = await fetch(drop.action, { method: "POST", body: form });
			if (got.ok) { leave(got.url); return; }
			said.textContent = ($(".trouble", new DOMParser().parseFromString(await got.text(), "text/html")) || { textContent: "文件未能送入。" }).textContent;
		} catch (_) { said.textContent = "文件未能送入：合计过大，或程序已退出。"; }
	};
	drop.addEventListener("submit", (ev) => {
		ev.preventDefault();
		send($$("input[type=file]", drop).flatMap((i) => [...i.files]).map((f) => [f, f.webkitRelativePath || f.name]));
	});
	const walk = async (entry, out) => {
		if (entry.isFile) { out.push([await new Promise((ok, no) => entry.file(ok, no)), entry.fullPath.slice(1)]); return; }
		const dir = entry.createReader();
		for (;;) { // some at a time
			const some = await new Promise((ok, no) => dir.readEntries(ok, no));
			if (!some.length) return;
			for (const e of some) await walk(e, out);
		}
	};
	const over = (on) => document.body.classList.toggle("dropping", on);
	document.addEventListener("dragover", (ev) => { if (ev.dataTransfer.types.includes("Files") && !ev.target.matches("input[type=file]")) { ev.preventDefault(); over(true); } });
	document.addEventListener("dragleave", (ev) => { if (!ev.relatedTarget) over(false); });
	document.addEventListener("drop", async (ev) => {
		if (!ev.dataTransfer.types.includes("Files") || ev.target.matches("input[type=file]")) return; // a field takes its own
		ev.preventDefault();
		over(false);
		const entries = [...ev.dataTransfer.items].map((i) => i.webkitGetAsEntry && i.webkitGetAsEntry()), files = [];
		const plain = [...ev.dataTransfer.files];
		if (entries.some((e) => !e)) { send(plain.map((f) => [f, f.name])); return; }
		try { for (const e of entries) await walk(e, files); } catch (_) { said.textContent = "有文件不能打开。"; return; }
		send(files);
	});
}
if ($("[data-live]")) {
	const watch = async () => {
		try {
			const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
			if (!$("[data-live]", page)) { location.reload(); return; }
			for (const id of ["job-now", "job-files"]) {
				const is = document.getElementById(id), next = page.getElementById(id);
				if (is && next && is.innerHTML !== next.innerHTML && !is.contains(document.activeElement)) is.replaceWith(next);
			}
		} catch (_) { /* the program may be busy, or gone: asked again */ }
		setTimeout(watch, 700);
	};
	setTimeout(watch, 300);
}
const go = $("[data-go]");
if (go) { // once: not when the page is loaded again
	history.replaceState(null, "", location.pathname);
	go.click();
}

for (const b of $$('[data-key="?"]')) b.addEventListener("click", () => $("#keys").showModal());
})();
