//! Markup as a browser reads it.

use html5ever::driver::ParseOpts;
use html5ever::tendril::TendrilSink;
use html5ever::{QualName, local_name, ns, parse_document, parse_fragment};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// What is in a body.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node {
    Element(Element),
    Text(String),
    Comment,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) namespace: String,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) children: Vec<Node>,
}

impl Element {
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// Parses what a page has in its body, and says what a browser had to put up with.
pub(crate) fn parse(markup: &str) -> (Vec<Node>, Vec<String>) {
    let body = QualName::new(None, ns!(html), local_name!("body"));
    let dom = parse_fragment(
        RcDom::default(),
        ParseOpts::default(),
        body,
        Vec::new(),
        false,
    )
    .one(markup);
    let errors = dom
        .errors
        .borrow()
        .iter()
        .map(ToString::to_string)
        .collect();
    let root = dom.document.children.borrow();
    let html = root
        .first()
        .map(|html| html.children.borrow().iter().map(read).collect());
    (html.unwrap_or_default(), errors)
}

/// Parses a whole page.
pub(crate) fn document(markup: &str) -> Vec<Node> {
    let dom = parse_document(RcDom::default(), ParseOpts::default()).one(markup);
    let top = dom.document.children.borrow();
    let is_element = |node: &&Handle| matches!(node.data, NodeData::Element { .. });
    top.iter().filter(is_element).map(read).collect()
}

fn read(handle: &Handle) -> Node {
    match &handle.data {
        NodeData::Text { contents } => Node::Text(contents.borrow().to_string()),
        NodeData::Element { name, attrs, .. } => Node::Element(Element {
            name: name.local.to_string(),
            namespace: name.ns.to_string(),
            attributes: attrs
                .borrow()
                .iter()
                .map(|attribute| {
                    (
                        attribute.name.local.to_string(),
                        attribute.value.to_string(),
                    )
                })
                .collect(),
            children: handle.children.borrow().iter().map(read).collect(),
        }),
        NodeData::Comment { .. } => Node::Comment,
        other => panic!("{other:?} inside a body"),
    }
}
