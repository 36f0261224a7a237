import { registry } from "@web/core/registry";
import { KanbanController } from "@web/views/kanban/kanban_controller";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { ListController } from "@web/views/list/list_controller";
import { listView } from "@web/views/list/list_view";
import { DropZone } from "./drop_zone";
import { useUploads } from "./uploads";

export class DocumentListController extends ListController {
    static template = "dscsa_compliance.DocumentListView";
    static components = { ...ListController.components, DropZone };

    setup() {
        super.setup();
        this.uploads = useUploads(() => this.model.load());
    }
}

export class DocumentKanbanController extends KanbanController {
    static template = "dscsa_compliance.DocumentKanbanView";
    static components = { ...KanbanController.components, DropZone };

    setup() {
        super.setup();
        this.uploads = useUploads(() => this.model.load());
    }
}

registry.category("views").add("dscsa_document_list", {
    ...listView,
    Controller: DocumentListController,
});
registry.category("views").add("dscsa_document_kanban", {
    ...kanbanView,
    Controller: DocumentKanbanController,
});
