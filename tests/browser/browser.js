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
        this.listeners = [];
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
            for (const listen of this.listeners) listen(message.method, message.params);
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

    send(method, params = {}, session = this.session) {
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

    async open() {
        const { targetId } = await this.send('Target.createTarget', { url: 'about:blank' }, null);
        const { sessionId } =
            await this.send('Target.attachToTarget', { targetId, flatten: true }, null);
        this.session = sessionId;
        for (const domain of ['Page', 'Runtime', 'Log', 'Network'])
            await this.send(`${domain}.enable`);
        await this.send('Emulation.setFocusEmulationEnabled', { enabled: true });
    }

    async size(width, height) {
        await this.send('Emulation.setDeviceMetricsOverride',
            { width, height, deviceScaleFactor: 1, mobile: false });
    }

    // Goes there and waits until all is loaded; returns what the page said and asked for.
    async visit(address) {
        const said = [];
        let loaded;
        const done = new Promise((resolve) => { loaded = resolve; });
        this.listeners = [(method, p) => {
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
        }];
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

    async pdf() {
        const { data } = await this.send('Page.printToPDF',
            { preferCSSPageSize: true, printBackground: true });
        return Buffer.from(data, 'base64');
    }

    async close() {
        await this.send('Browser.close', {}, null).catch(() => {});
        const late = new Promise((resolve) => setTimeout(resolve, 3000));
        await Promise.race([this.ended, late]);
        this.child.kill('SIGKILL');
        await this.ended;
        fs.rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    }
}

module.exports = { Browser };
