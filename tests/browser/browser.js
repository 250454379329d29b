// SPDX-License-Identifier: MIT
//
// A headless Chromium, driven over its DevTools protocol through two pipes (messages end in NUL):
// no network, no port, nothing but node itself.
'use strict';
const { spawn } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync',
    '--disable-dev-shm-usage', '--force-color-profile=srgb', '--remote-debugging-pipe'];

class Browser {
    constructor(program) {
        this.folder = fs.mkdtempSync(path.join(os.tmpdir(), 'corral-browser-'));
        this.child = spawn(program, [...flags, `--user-data-dir=${this.folder}`, 'about:blank'],
            { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
        this.waiting = new Map();
        this.tabs = new Map();
        this.count = 0;
        this.rest = [];
        this.child.stdio[4].on('data', (bytes) => this.take(bytes));
        this.child.stdio[3].on('error', () => {});
        this.ended = new Promise((resolve) => this.child.once('exit', resolve));
        this.ended.then(() => this.failAll('the browser ended'));
        this.child.once('error', (error) => this.failAll(error.message));
    }

    take(bytes) {
        let end;
        while ((end = bytes.indexOf(0)) >= 0) {
            this.rest.push(bytes.subarray(0, end));
            this.handle(JSON.parse(Buffer.concat(this.rest).toString()));
            this.rest = [];
            bytes = bytes.subarray(end + 1);
        }
        this.rest.push(bytes);
    }

    handle(message) {
        const waits = this.waiting.get(message.id);
        if (!waits) {
            this.tabs.get(message.sessionId)?.hear(message.method, message.params);
            return;
        }
        this.waiting.delete(message.id);
        clearTimeout(waits.timer);
        if (message.error) waits.reject(new Error(`${waits.method}: ${message.error.message}`));
        else waits.resolve(message.result);
    }

    failAll(reason) {
        for (const waits of this.waiting.values()) {
            clearTimeout(waits.timer);
            waits.reject(new Error(reason));
        }
        this.waiting.clear();
    }

    send(method, params = {}, session = null) {
        return new Promise((resolve, reject) => {
            const id = ++this.count;
            const timer = setTimeout(() => {
                this.waiting.delete(id);
                reject(new Error(`${method}: no answer`));
            }, 60000);
            this.waiting.set(id, { method, resolve, reject, timer });
            const message = { id, method, params };
            if (session) message.sessionId = session;
            this.child.stdio[3].write(JSON.stringify(message) + '\0');
        });
    }

    // A window of its own: only what is seen gets frames, and with them answers to the mouse.
    async tab() {
        const { targetId } =
            await this.send('Target.createTarget', { url: 'about:blank', newWindow: true });
        const { sessionId } = await this.send('Target.attachToTarget', { targetId, flatten: true });
        const tab = new Tab(this, sessionId);
        this.tabs.set(sessionId, tab);
        for (const domain of ['Page', 'Runtime', 'Log', 'Network'])
            await tab.send(`${domain}.enable`);
        await tab.send('Emulation.setFocusEmulationEnabled', { enabled: true });
        await tab.size(1280, 844);
        return tab;
    }

    async close() {
        await this.send('Browser.close').catch(() => {});
        const late = new Promise((resolve) => setTimeout(resolve, 3000));
        await Promise.race([this.ended, late]);
        this.child.kill('SIGKILL');
        await this.ended;
        fs.rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    }
}

class Tab {
    constructor(browser, session) {
        this.send = (method, params) => browser.send(method, params, session);
        this.hear = () => {};
    }

    async size(width, height) {
        await this.send('Emulation.setDeviceMetricsOverride',
            { width, height, deviceScaleFactor: 1, mobile: false });
    }

    // As on `screen` or in `print`, for those who like it `light` or `dark`.
    async media(media, scheme) {
        await this.send('Emulation.setEmulatedMedia',
            { media, features: [{ name: 'prefers-color-scheme', value: scheme }] });
    }

    // Goes there and waits until all is loaded; returns what the page said and asked for.
    async visit(address) {
        const said = [];
        let loaded;
        const done = new Promise((resolve) => { loaded = resolve; });
        this.hear = (method, p) => {
            if (method === 'Runtime.consoleAPICalled')
                said.push(`console: ${p.args.map((a) => a.value ?? a.description).join(' ')}`);
            if (method === 'Runtime.exceptionThrown')
                said.push(`exception: ${p.exceptionDetails.exception?.description ??
                    p.exceptionDetails.text}`);
            if (method === 'Log.entryAdded') said.push(`log: ${p.entry.text}`);
            if (method === 'Page.javascriptDialogOpening') {
                said.push(`dialog: ${p.message}`);
                this.send('Page.handleJavaScriptDialog', { accept: false }).catch(() => {});
            }
            if (method === 'Network.requestWillBeSent' && p.request.url.split('#')[0] !== address)
                said.push(`request: ${p.request.url}`);
            if (method === 'Page.loadEventFired') loaded();
        };
        await this.mouse('Moved', 0, 0);
        const went = await this.send('Page.navigate', { url: address });
        if (went.errorText) throw new Error(`${address}: ${went.errorText}`);
        const late = new Promise((_, reject) =>
            setTimeout(() => reject(new Error(`${address} does not load`)), 60000).unref());
        await Promise.race([done, late]);
        return said;
    }

    // Runs a function in the page; what it returns must be JSON.
    async run(call, ...values) {
        const text = `(${call})(...${JSON.stringify(values)})`;
        const { result, exceptionDetails } = await this.send('Runtime.evaluate',
            { expression: text, returnByValue: true, awaitPromise: true });
        if (exceptionDetails)
            throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
        return result.value;
    }

    // Moved, Pressed, Released, Wheel: as a hand does it.
    async mouse(what, x, y, more = {}) {
        await this.send('Input.dispatchMouseEvent', { type: `mouse${what}`, x, y, ...more });
    }

    async click(x, y) {
        const button = { button: 'left', clickCount: 1 };
        await this.mouse('Moved', x, y);
        await this.mouse('Pressed', x, y, button);
        await this.mouse('Released', x, y, button);
    }

    async key(key) {
        const text = key.length === 1 ? { text: key } : {};
        await this.send('Input.dispatchKeyEvent', { type: 'keyDown', key, ...text });
        await this.send('Input.dispatchKeyEvent', { type: 'keyUp', key });
    }

    // The paper in inches, where the page names none of its own.
    async pdf(paperWidth = 8.27, paperHeight = 11.69) {
        const { data } = await this.send('Page.printToPDF',
            { preferCSSPageSize: true, printBackground: true, paperWidth, paperHeight });
        return Buffer.from(data, 'base64');
    }
}

module.exports = { Browser };
