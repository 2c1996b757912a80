// What kipp/views/offline.py puts in front of static/js/service_worker.js.
declare const SHELL: string[];
declare const OFFLINE: string;
