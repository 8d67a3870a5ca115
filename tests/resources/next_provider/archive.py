"""A package of bindings with one resource type, laid out as the real ones are."""

import io
import json
import tarfile
from pathlib import Path

CODE = """\
function widgetPartToHclTerraform(struct) {
    const attrs = {
        size: {
            value: cdktn.numberToHclTerraform(struct.size),
            isBlock: false,
            type: "simple",
            storageClassType: "number",
        },
    };
}
function widgetTimeoutsToHclTerraform(struct) {
    const attrs = {
        create: {
            value: cdktn.stringToHclTerraform(struct.create),
            isBlock: false,
            type: "simple",
            storageClassType: "string",
        },
    };
}
class Widget extends cdktn.TerraformResource {
    constructor(scope, id, config) {
        // tags_all - computed: true
        this._tagsAll = new cdktn.StringMap(this, "tags_all");
    }
    get arn() {
        return this.getStringAttribute('arn');
    }
    get name() {
        return this.getStringAttribute('name');
    }
    synthesizeHclAttributes() {
        const attrs = {
            name: {
                value: cdktn.stringToHclTerraform(this._name),
                isBlock: false,
                type: "simple",
                storageClassType: "string",
            },
            groups: {
                value: cdktn.listMapperHcl(cdktn.stringToHclTerraform, false)(this._groups),
                isBlock: false,
                type: "set",
                storageClassType: "stringList",
            },
            rules: {
                value: cdktn.listMapperHcl(cdktn.hashMapperHcl(cdktn.stringToHclTerraform), false)(this._rules),
                isBlock: false,
                type: "list",
                storageClassType: "stringMapList",
            },
            part: {
                value: cdktn.listMapperHcl(widgetPartToHclTerraform, true)(this._part.internalValue),
                isBlock: true,
                type: "set",
                storageClassType: "WidgetPartList",
            },
            timeouts: {
                value: widgetTimeoutsToHclTerraform(this._timeouts.internalValue),
                isBlock: true,
                type: "struct",
                storageClassType: "WidgetTimeouts",
            },
            settings: {
                value: widgetPartToHclTerraform(this._settings.internalValue),
                isBlock: false,
                type: "struct",
                storageClassType: "WidgetPart",
            },
        };
    }
}
"""

TYPES = """\
export interface WidgetConfig extends cdktn.TerraformMetaArguments {
    /**
    * Docs: {@link https://example.invalid/widget#name Widget#name}
    */
    readonly name: string;
    /**
    * Docs: {@link https://example.invalid/widget#groups Widget#groups}
    */
    readonly groups?: string[];
    /**
    * Docs: {@link https://example.invalid/widget#rules Widget#rules}
    */
    readonly rules?: cdktn.IResolvable | { [key: string]: string }[];
    /**
    * part block
    *
    * Docs: {@link https://example.invalid/widget#part Widget#part}
    */
    readonly part: WidgetPart[] | cdktn.IResolvable;
    /**
    * Docs: {@link https://example.invalid/widget#timeouts Widget#timeouts}
    */
    readonly timeouts?: WidgetTimeouts;
    /**
    * Docs: {@link https://example.invalid/widget#settings Widget#settings}
    */
    readonly settings?: WidgetPart;
}
export interface WidgetPart {
    /**
    * Docs: {@link https://example.invalid/widget#size Widget#size}
    */
    readonly size: number;
}
export interface WidgetTimeouts {
    /**
    * Docs: {@link https://example.invalid/widget#create Widget#create}
    */
    readonly create?: string;
}
"""


def bindings(folder: Path) -> Path:
    """The archive; its provider is example/thing 2.0.0."""
    description = {"cdktf": {"provider": {"name": "registry.terraform.io/example/thing", "version": "2.0.0"}}}
    files = {
        "package/package.json": json.dumps(description),
        "package/lib/widget/index.js": CODE,
        "package/lib/widget/index.d.ts": TYPES,
    }
    path = folder / "bindings.tgz"
    with tarfile.open(path, "w:gz") as archive:
        for name, text in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(text.encode())
            archive.addfile(member, io.BytesIO(text.encode()))
    return path
